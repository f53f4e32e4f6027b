// Writes what the portal is made of as a CycloneDX 1.6 bill of materials, from the lock files: the same locks, the same bytes.
//
//   node supply/sbom.mjs NUGET-FOLDER FRAMEWORK-VERSION OUT
//
// Licences of NuGet packages stand in the package itself, those of npm packages in the lock file. What only builds (analyzers, this
// script's own tools) is in it too, with scope "excluded". A list that the official schema refuses is not written.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

const [nugetFolder, framework, out] = process.argv.slice(2);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (...path) => readFileSync(join(...path), 'utf8').replace(/^\uFEFF/, '');
const json = (...path) => JSON.parse(read(...path));
const hex = base64 => Buffer.from(base64, 'base64').toString('hex');

// Packages whose licence is a file and no SPDX name: read once by a person, recognised by the hash of that file.
const readByHand = json(root, 'Portal', 'supply', 'licence-files.json');

const components = new Map();
const wanted = new Map();

function add({ type, name, version, purl, licence, sha512, scope, dependsOn }) {
  if (components.has(purl)) {
    if (scope === Enums.ComponentScope.Required) components.get(purl).scope = scope;
    return;
  }
  const scoped = /^(@[^/]+)\/(.+)$/.exec(name);
  const component = new Models.Component(type, scoped ? scoped[2] : name, { group: scoped?.[1], version, bomRef: purl, purl, scope });
  if (sha512) component.hashes.set(Enums.HashAlgorithm['SHA-512'], hex(sha512));
  if (licence) component.licenses.add(/ (AND|OR|WITH) /.test(licence) ? new Models.LicenseExpression(licence) : new Models.SpdxLicense(licence));
  components.set(purl, component);
  wanted.set(purl, dependsOn);
}

function nugetLicence(name, version) {
  const folder = join(nugetFolder, name.toLowerCase(), version.toLowerCase());
  const nuspec = read(folder, `${name.toLowerCase()}.nuspec`);
  const [, type, text] = /<license type="(\w+)"[^>]*>([^<]+)</.exec(nuspec) ?? [];
  if (type === 'expression') return text;
  const hash = type === 'file' ? createHash('sha256').update(readFileSync(join(folder, text.replaceAll('\\', '/')))).digest('hex') : '';
  const known = readByHand[name];
  if (known?.sha256 !== hash) throw new Error(`${name} ${version} names no licence: read ${join(folder, text ?? '')} and write it down in licence-files.json (${hash})`);
  return known.licence;
}

const buildOnly = new Set([...read(root, 'Directory.Build.props').matchAll(/<PackageReference Include="([^"]+)" PrivateAssets="all"/g)].map(match => match[1]));

function addNuget(project) {
  const locked = Object.entries(Object.values(json(root, project, 'packages.lock.json').dependencies)[0]).filter(([, each]) => each.type !== 'Project');
  const purls = new Map(locked.map(([name, each]) => [name.toLowerCase(), `pkg:nuget/${name}@${each.resolved}`]));
  for (const [name, each] of locked) {
    add({
      type: Enums.ComponentType.Library, name, version: each.resolved, purl: purls.get(name.toLowerCase()),
      licence: nugetLicence(name, each.resolved), sha512: each.contentHash,
      scope: buildOnly.has(name) ? Enums.ComponentScope.Excluded : Enums.ComponentScope.Required,
      dependsOn: Object.keys(each.dependencies ?? {}).map(needed => purls.get(needed.toLowerCase())).filter(Boolean),
    });
  }
  return locked.filter(([, each]) => each.type === 'Direct').map(([name]) => purls.get(name.toLowerCase()));
}

function addNpm(project) {
  const { packages } = json(root, project, 'package-lock.json');
  const nameOf = path => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const purlOf = path => `pkg:npm/${nameOf(path).replace('@', '%40')}@${packages[path].version}`;
  // As Node finds it: beside the package, or beside one that it lies in.
  const find = (from, name) => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const path = `${folder && `${folder}/`}node_modules/${name}`;
      if (packages[path]) return purlOf(path);
      if (!folder) return undefined;
    }
  };
  const needs = (path, ...kinds) => kinds.flatMap(kind => Object.keys(packages[path][kind] ?? {})).map(name => find(path, name)).filter(Boolean);
  for (const path of Object.keys(packages).filter(Boolean)) {
    const { version, license, integrity, dev } = packages[path];
    add({
      type: Enums.ComponentType.Library, name: nameOf(path), version, purl: purlOf(path), licence: license, sha512: integrity?.replace('sha512-', ''),
      scope: dev ? Enums.ComponentScope.Excluded : Enums.ComponentScope.Required, dependsOn: needs(path, 'dependencies'),
    });
  }
  return needs('', 'dependencies', 'devDependencies');
}

const direct = ['Budget.Core', 'Portal'].flatMap(project => [
  ...addNuget(project),
  ...existsSync(join(root, project, 'package-lock.json')) ? addNpm(project) : [],
]);
for (const name of ['Microsoft.NETCore.App', 'Microsoft.AspNetCore.App']) {
  const purl = `pkg:nuget/${name}.Ref@${framework}`;
  add({ type: Enums.ComponentType.Framework, name, version: framework, purl, licence: 'MIT', scope: Enums.ComponentScope.Required, dependsOn: [] });
  direct.push(purl);
}

const bom = new Models.Bom();
const portal = new Models.Component(Enums.ComponentType.Application, 'eigen-regie', { bomRef: 'eigen-regie' });
portal.licenses.add(new Models.SpdxLicense('EUPL-1.2'));
direct.forEach(purl => portal.dependencies.add(components.get(purl).bomRef));
bom.metadata.component = portal;
bom.metadata.lifecycles.add(Enums.LifecyclePhase.Build);
for (const [purl, component] of components) {
  wanted.get(purl).forEach(needed => component.dependencies.add(components.get(needed).bomRef));
  bom.components.add(component);
}

const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, { sortLists: true, space: 2 });

const schemas = join(dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')), 'res', 'schema');
const ajv = addFormats(new Ajv({ strict: false, formats: { 'iri-reference': true, 'idn-email': true } }));
for (const name of ['spdx', 'jsf-0.82']) ajv.addSchema(json(schemas, `${name}.SNAPSHOT.schema.json`), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
const isValid = ajv.compile(json(schemas, 'bom-1.6.SNAPSHOT.schema.json'));
if (!isValid(JSON.parse(text))) throw new Error(`The bill of materials is not valid: ${ajv.errorsText(isValid.errors)}`);

writeFileSync(out, `${text}\n`);
