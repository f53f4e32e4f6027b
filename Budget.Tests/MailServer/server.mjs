// A real SMTP server on loopback for the tests of e-mail. Says each thing that happens as a line of JSON, its port first.
// Words on the command line: "tls" offers STARTTLS (with the certificate and key in the two files that follow), "login" asks for a name and password.

import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const words = process.argv.slice(2);
const tls = words.indexOf('tls');
const login = words.includes('login');
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  ...(tls < 0 ? { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] } : { cert: readFileSync(words[tls + 1]), key: readFileSync(words[tls + 2]) }),
  authOptional: !login,
  allowInsecureAuth: true,
  closeTimeout: 1000,
  onAuth(auth, session, done) {
    say({ kind: 'login', user: auth.username, secure: session.secure });
    done(auth.password === 'a secret of tests' ? null : refuse(535, 'No'), { user: auth.username });
  },
  onMailFrom(address, session, done) {
    say({ kind: 'from', address: address.address, secure: session.secure });
    done();
  },
  onRcptTo(address, session, done) {
    if (address.address.startsWith('nobody')) return done(refuse(550, '5.1.1 There is nobody of that name here'));
    if (address.address.startsWith('later')) return done(refuse(451, '4.7.1 Come back later'));
    if (address.address.startsWith('notus')) return done(refuse(550, '5.7.1 We do not relay for you'));
    return done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      say({ kind: 'mail', to: session.envelope.rcptTo.map((one) => one.address), secure: session.secure, text: Buffer.concat(parts).toString('utf8') });
      done();
    });
  },
});

server.on('error', () => {});
const listening = server.listen(0, '127.0.0.1', () => say({ kind: 'port', port: listening.address().port }));
