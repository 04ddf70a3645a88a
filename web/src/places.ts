// The provinces of Vietnam and Laos: outlines, names in both languages, and where an arc begins.
import { geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import type { Feature, FeatureCollection, Geometry } from "geojson";
import outlines from "../data/outlines.json";
import { language } from "./i18n.ts";
import type { Events } from "./data.ts";

type Point = [longitude: number, latitude: number];
export type Province = Feature<Geometry, { vi: string; en: string }>;

const ALL = unpacked(outlines.provinces, "provinces") as FeatureCollection<Geometry, { vi: string; en: string }>;
export const LAND = unpacked(outlines.around, "land");
export const COUNTRIES = unpacked(outlines.around, "countries");
export const FRAME = ALL;
export const PROVINCES: Province[] = ALL.features.filter((shape) => shape.id);
export const ISLANDS: Province[] = ALL.features.filter((shape) => !shape.id);

/** What has no outline of its own: a province founded after the outlines were drawn, and the two countries at their capitals. */
const POINTS: Record<string, { point: Point; vi: string; en: string }> = {
  "LA-XS": { point: [103.1, 18.9], vi: "Xay Xổm Bun", en: "Xaisomboun" },
  VN: { point: [105.85, 21.03], vi: "Việt Nam", en: "Vietnam" },
  LA: { point: [102.6, 17.97], vi: "Lào", en: "Laos" },
};

const byCode = new Map(PROVINCES.map((shape) => [String(shape.id), shape]));
const centres = new Map<string, Point>();

/** Longitude and latitude of a province or country of the map; null for all others. */
export function centre(code: string): Point | null {
  if (POINTS[code]) return POINTS[code].point;
  const shape = byCode.get(code);
  if (!shape) return null;
  if (!centres.has(code)) centres.set(code, geoCentroid(shape));
  return centres.get(code)!;
}

/** The name of a province or country in the reader's language; where the map does not know it, as the events name it. */
export function regionName(events: Events, code: string): string {
  const known = byCode.get(code)?.properties ?? POINTS[code];
  if (known) return known[language()];
  if (/^[A-Z]{2}$/.test(code)) return countryName(code);
  const party = events.core.parties.find(([id]) => id === code);
  return party?.[1] ?? events.core.places.find(([, region]) => region === code)?.[0] ?? code;
}

export function partyName(events: Events, party: number): string {
  const [id, name, kind] = events.core.parties[party];
  return ["PROVINCE", "COUNTRY"].includes(events.core.partyKinds[kind]) ? regionName(events, id) : name;
}

function countryName(code: string): string {
  return new Intl.DisplayNames(language(), { type: "region", fallback: "code" }).of(code) ?? code;
}

function unpacked(topology: unknown, layer: string): FeatureCollection {
  const topo = topology as Parameters<typeof feature>[0];
  return feature(topo, topo.objects[layer]) as unknown as FeatureCollection;
}
