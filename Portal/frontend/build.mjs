// Builds wwwroot/lib/eigenregie.css and the fonts beside it.
//
// Three layers in one file: the components of NL Design System that we use, the example theme pruned to the
// variables those components really read, and our own style sheets. No bundler: it is reading, pruning and joining.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const frontend = dirname(fileURLToPath(import.meta.url));
const modules = join(frontend, '..', 'node_modules');
const target = join(frontend, '..', 'wwwroot', 'lib');

const components = [
  'root', 'document', 'skip-link', 'page-header', 'page-footer', 'nav-bar', 'breadcrumb-nav',
  'heading-1', 'heading-2', 'heading-3', 'heading-4', 'paragraph', 'link', 'separator',
  'unordered-list', 'ordered-list',
  'button', 'button-link', 'button-group',
  'form-field', 'form-label', 'form-fieldset', 'form-field-description', 'form-field-error-message',
  'textbox', 'textarea', 'select', 'radio-button', 'checkbox',
  'alert', 'spotlight-section', 'table',
];

// One file a question; later files may override earlier ones, print has the last word.
const own = [
  'tokens', 'base', 'layout', 'navigation', 'cards', 'messages', 'forms', 'money', 'table', 'steps', 'contrast', 'print',
];

const fonts = ['latin-400', 'latin-ext-400', 'latin-700', 'latin-ext-700'];

// Variants for catalogues (a button that only looks hovered) and for things this portal has not got.
const unused = new RegExp(
  '--(hover|focus|focus-visible|active|busy|pressed|visited|visible|placeholder(-ltr|-rtl)?|current-page|ready|arrows|'
  + 'telephone|box-content|forced-colors|center|column|section|html-p|html-content|multiline|sticky|'
  + 'house-[a-z]+-size|voorvoegsel-size|iban-size|tel-size|password|url|not-selected|selected|'
  + 'row-hover|row-focus-within|oneline|fixed|overflow-inline|hidden|nested|submit)(?![\\w-])'
  + '|utrecht-(button--(warning|disabled)|(radio-button|checkbox|select|textbox|textarea)--(disabled|checked)|'
  + 'form-field-description--(valid|warning|invalid)|link--(current|html-span)|table__figcaption)');

const withoutComments = css => css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/@charset[^;]*;/g, '');

const minified = css => css
  .replace(/\s+/g, ' ')
  .replace(/\s*([{};])\s*/g, '$1')
  .replace(/:\s+/g, ':')
  .replace(/,\s+/g, ',')
  .replace(/;}/g, '}')
  .trim();

/** The blocks of a style sheet, one level deep: [{ prelude, body }]. */
function blocks(css) {
  const found = [];
  let depth = 0, start = 0, open = 0;
  for (let i = 0; i < css.length; i++) {
    if (css[i] === '{' && depth++ === 0) open = i;
    else if (css[i] === '}' && --depth === 0) {
      found.push({ prelude: css.slice(start, open).trim(), body: css.slice(open + 1, i) });
      start = i + 1;
    }
  }
  return found;
}

/** Selectors split at the commas that separate them, not at those inside :not(…). */
function selectors(prelude) {
  const parts = [''];
  let depth = 0;
  for (const c of prelude) {
    if (c === '(') depth++;
    if (c === ')') depth--;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map(part => part.trim());
}

function pruned(css) {
  return blocks(css).map(({ prelude, body }) => {
    if (prelude.startsWith('@')) {
      const inner = pruned(body);
      return inner ? `${prelude}{${inner}}` : '';
    }
    const kept = selectors(prelude).filter(selector => !unused.test(selector.replace(/:not\([^)]*\)/g, '')));
    return kept.length ? `${kept.join(',')}{${body}}` : '';
  }).join('');
}

const read = (...path) => withoutComments(readFileSync(join(modules, ...path), 'utf8'));
const variablesRead = css => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(match => match[1]);
const variablesSet = css => [...css.matchAll(/[{;\s](--[\w-]+)\s*:/g)].map(match => match[1]);

/** The variables of the theme that the given style sheets read, directly or through another variable. */
function themeFor(css, overridden) {
  const theme = new Map([...read('@nl-design-system-unstable', 'voorbeeld-design-tokens', 'dist', 'theme.css')
    .matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(match => [match[1], match[2]]));
  const wanted = new Set();
  const visit = name => {
    if (wanted.has(name) || overridden.has(name) || !theme.has(name)) return;
    wanted.add(name);
    variablesRead(theme.get(name)).forEach(visit);
  };
  variablesRead(css).forEach(visit);
  return `.voorbeeld-theme{${[...wanted].map(name => `${name}:${theme.get(name)}`).join(';')}}`;
}

/** From the sheet per weight, because only that one carries the unicode ranges: who needs no ő never loads latin-ext. */
function fontFaces() {
  return fonts.map(name => {
    const sheet = readFileSync(join(modules, '@fontsource', 'source-sans-3', `${name.split('-').at(-1)}.css`), 'utf8');
    const face = sheet.split('/* ').find(part => part.startsWith(`source-sans-3-${name}-normal `));
    return face.slice(face.indexOf('@font-face'))
      .replace(/src:[^;]*;/, `src: url(fonts/source-sans-3-${name}-normal.woff2) format('woff2');`);
  }).join('');
}

const componentCss = components.map(name => pruned(read('@utrecht', `${name}-css`, 'dist', 'index.css'))).join('');
const sheets = own.map(name => withoutComments(readFileSync(join(frontend, `${name}.css`), 'utf8')));
const themeCss = themeFor(componentCss + sheets.join(''), new Set(variablesSet(sheets[0])));

const css = '/* EUPL-1.2. Contains components of NL Design System, (c) Frameless B.V. and Gemeente Utrecht, EUPL-1.2. '
  + 'Source Sans 3: SIL Open Font License 1.1. */\n'
  + minified(fontFaces() + themeCss + componentCss + sheets.join('')) + '\n';

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'fonts'), { recursive: true });
writeFileSync(join(target, 'eigenregie.css'), css);
for (const name of fonts) {
  const file = `source-sans-3-${name}-normal.woff2`;
  copyFileSync(join(modules, '@fontsource', 'source-sans-3', 'files', file), join(target, 'fonts', file));
}

console.log(`eigenregie.css: ${(gzipSync(css, { level: 9 }).length / 1000).toFixed(1)} kB gzip`);
