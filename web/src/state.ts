// What is being looked at. All of it stands in the address after `#`, so that a view can be kept and shared.

export interface State {
  text: string;
  types: string[];
  statuses: string[];
  from: string;
  to: string;
  provinces: string[];
  person: string;
  office: string;
  sort: string;
  open: string[];
  network: string;
  language: string;
}

export const START: State = {
  text: "",
  types: [],
  statuses: [],
  from: "",
  to: "",
  provinces: [],
  person: "",
  office: "",
  sort: "-date",
  open: [],
  network: "people",
  language: "",
};

const NAMES: Record<keyof State, string> = {
  text: "q",
  types: "type",
  statuses: "status",
  from: "from",
  to: "to",
  provinces: "province",
  person: "person",
  office: "office",
  sort: "sort",
  open: "open",
  network: "network",
  language: "lang",
};

/** The fragment of a state, without what is as at the start. */
export function toFragment(state: State): string {
  const parts = new URLSearchParams();
  for (const key of keys()) {
    const value = String(state[key]);
    if (value !== String(START[key])) parts.set(NAMES[key], value);
  }
  return parts.toString().replaceAll("%2C", ",");
}

/** The state that a fragment names; what it does not know, it leaves out. */
export function fromFragment(fragment: string): State {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const read = keys().map((key) => {
    const text = parts.get(NAMES[key]);
    if (text === null) return [key, START[key]];
    return [key, Array.isArray(START[key]) ? text.split(",").filter(Boolean) : text];
  });
  return Object.fromEntries(read);
}

function keys(): (keyof State)[] {
  return Object.keys(NAMES) as (keyof State)[];
}
