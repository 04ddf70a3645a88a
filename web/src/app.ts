// What every view is given: the events, the state, and the one way to change it.
import type { Events } from "./data.ts";
import type { Found } from "./filter.ts";
import type { State } from "./state.ts";

export interface App {
  readonly events: Events;
  readonly state: State;
  /** Changes the state; `typing` keeps the browser's history as it is. */
  set(change: Partial<State>, typing?: boolean): void;
}

/** Redraws a view for what was found. */
export type Update = (found: Found) => void;
/** Builds a view into its section and returns how to redraw it. */
export type View = (section: HTMLElement, app: App) => Update;

/** `values` with `value` put in or taken out. */
export function toggled(values: string[], value: string): string[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}
