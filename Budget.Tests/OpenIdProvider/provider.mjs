// A real OpenID provider on loopback for the tests of signing in: DigiD, eHerkenning and work accounts are three clients of it.
// Says its address on the first line. POST /test/… tells it who signs in next, where the portal is, and to sign with a new key.

import http from 'node:http';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';

const stored = new Map();
let next = { sub: 'nobody', claims: {}, acr: '' };
let portal = 'http://127.0.0.1:1';
let keys = [newKey()];
let callback;
let provider;

// A browser keeps a SameSite=None cookie over https only: for one, it does without, and without forms on the way out.
const forBrowser = process.argv[2] === 'browser';

const clients = ['digid', 'eherkenning', 'medewerker'];
const accounts = new Map();

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/** Everything in memory, and clients that follow the portal to whatever port it has. */
class Storage {
  constructor(model) { this.model = model; }

  key(id) { return `${this.model}:${id}`; }

  async upsert(id, payload) { stored.set(this.key(id), payload); }

  async find(id) {
    if (this.model !== 'Client') return stored.get(this.key(id));
    return clients.includes(id) ? {
      client_id: id,
      client_secret: 'a secret of tests & nobody else: 100%',
      redirect_uris: [`${portal}/inloggen/${id}/terug`],
      post_logout_redirect_uris: [`${portal}/uitloggen`],
      backchannel_logout_uri: `${portal}/inloggen/${id}/uitgelogd`,
      backchannel_logout_session_required: true,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
    } : undefined;
  }

  async findByUid(uid) { return [...stored].find(([key, value]) => key.startsWith(`${this.model}:`) && value.uid === uid)?.[1]; }

  async findByUserCode() { return undefined; }

  async destroy(id) { stored.delete(this.key(id)); }

  async consume(id) { stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }

  async revokeByGrantId(grantId) {
    for (const [key, value] of stored) if (value.grantId === grantId) stored.delete(key);
  }
}

function open(issuer) {
  provider = new Provider(issuer, {
    adapter: Storage,
    jwks: { keys },
    acrValues: ['substantieel', 'basis', 'hoog'],
    scopes: ['openid', 'person'],
    claims: { openid: ['sub'], acr: null, sid: null, person: ['bsn', 'acting_bsn', 'name', 'kvk', 'roles'] },
    // Half of the brokers put everything in the token, half beside it.
    conformIdTokenClaims: next.beside ?? false,
    cookies: forBrowser ? { keys: ['tests'] } : { keys: ['tests'], long: { sameSite: 'none' } },
    enableHttpPostMethods: !forBrowser,
    // It refuses to call a loopback address of its own accord, and there the portal is.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  provider.on('backchannel.error', (_, error) => console.error(error));
  provider.on('server_error', (_, error) => console.error(error));
  callback = provider.callback();
}

async function interact(request, response) {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response);
  if (next.deny) {
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'turned back' });
  }

  if (prompt.name === 'login') {
    accounts.set(next.sub, next.claims);
    return provider.interactionFinished(request, response, { login: { accountId: next.sub, acr: next.acr, remember: false } });
  }

  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: next.sub, clientId: params.client_id });
  grant.addOIDCScope('openid person');
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
}

const server = http.createServer((request, response) => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  if (request.url.startsWith('/interaction/')) {
    interact(request, response).catch(error => { console.error(error); response.writeHead(500).end(); });
  } else if (request.url.startsWith('/test/')) {
    let body = '';
    request.on('data', part => { body += part; }).on('end', () => {
      const told = body ? JSON.parse(body) : {};
      if (request.url === '/test/next') {
        next = told;
        open(issuer);
      } else if (request.url === '/test/portal') {
        portal = told.address;
      } else if (request.url === '/test/roll') {
        keys = [newKey()];
        open(issuer);
      }

      response.writeHead(204).end();
    });
  } else {
    callback(request, response);
  }
});

server.listen(0, '127.0.0.1', () => {
  open(`http://127.0.0.1:${server.address().port}`);
  console.log(`http://127.0.0.1:${server.address().port}`);
});
