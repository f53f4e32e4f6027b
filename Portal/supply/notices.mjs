// Writes THIRD-PARTY-NOTICES.txt: whose work is handed on with the program, and the text of each licence, as MIT, BSD, Apache and OFL ask.
//
//   node supply/notices.mjs NUGET-FOLDER SBOM OUT
//
// What is handed on says the bill of materials (scope "required"); who made it says the package.

import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [nugetFolder, sbom, out] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);
const read = (...path) => readFileSync(join(...path), 'utf8').replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

const nameOf = ({ group, name }) => group ? `${group}/${name}` : name;
const licenceOf = ({ licenses: [licence] }) => licence.expression ?? licence.license.id;

function folderOf(component) {
  const folders = component.purl.startsWith('pkg:nuget/')
    ? [join(nugetFolder, component.name.toLowerCase(), component.version.toLowerCase())]
    : ['Portal', 'Budget.Core'].map(project => join(root, project, 'node_modules', nameOf(component)));
  const folder = folders.find(each => existsSync(each));
  if (!folder) throw new Error(`${nameOf(component)} is not installed.`);
  return folder;
}

/** The lines of its licence files that say whose it is; without them what its description says. */
function makersOf(component) {
  const folder = folderOf(component);
  const lines = readdirSync(folder).filter(name => /^(licen[cs]e|copying|notice)/i.test(name))
    .flatMap(name => read(folder, name).split('\n')).map(line => line.trim()).filter(line => /^(copyright\b|©|\(c\)).*\d{4}/i.test(line));
  if (lines.length) return [...new Set(lines)];
  if (component.purl.startsWith('pkg:nuget/')) {
    const nuspec = read(folder, `${component.name.toLowerCase()}.nuspec`);
    const [, text] = /<copyright>([^<]+)</.exec(nuspec) ?? /<authors>([^<]+)</.exec(nuspec);
    return [text.replaceAll('&#169;', '©').replaceAll('&#xA9;', '©').replaceAll('&amp;', '&').trim()];
  }
  const { author } = JSON.parse(read(folder, 'package.json'));
  return [typeof author === 'string' ? author : author?.name ?? 'its contributors'];
}

const handedOn = JSON.parse(read(sbom)).components.filter(each => each.scope === 'required' && each.type !== 'framework');
const licences = new Set(handedOn.flatMap(each => licenceOf(each).split(/ (?:AND|OR) /).map(id => id.replace(/[()]/g, ''))));

const text = [
  'Eigen Regie is handed on together with the work of others. Whose it is and under which licence stands here; the text of each licence follows.\n',
  ...handedOn.map(each => `${nameOf(each)} ${each.version} (${licenceOf(each)})\n${makersOf(each).map(maker => `    ${maker}\n`).join('')}`),
  ...[...licences].sort().map(id => `${'-'.repeat(78)}\n${id}\n\n${require(`spdx-license-list/licenses/${id}.json`).licenseText.replaceAll('\r\n', '\n').trim()}\n`),
];
writeFileSync(out, text.join('\n'));
