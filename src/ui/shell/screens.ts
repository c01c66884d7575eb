import Activity from '@lucide/svelte/icons/activity';
import Gauge from '@lucide/svelte/icons/gauge';
import FileText from '@lucide/svelte/icons/file-text';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import GitMerge from '@lucide/svelte/icons/git-merge';
import House from '@lucide/svelte/icons/house';
import SquareTerminal from '@lucide/svelte/icons/square-terminal';
import Table from '@lucide/svelte/icons/table-2';
import Target from '@lucide/svelte/icons/target';
import TrendingUp from '@lucide/svelte/icons/trending-up';
import Waypoints from '@lucide/svelte/icons/waypoints';
import type { Component } from 'svelte';
import { shellWords } from '../../i18n/words/shell';
import type { Text } from '../../i18n/text';

type Icon = typeof House;

export interface Screen {
  readonly id: string;
  readonly label: Text;
  readonly icon: Icon;
  /** Screens apart from the process stand below a line. */
  readonly apart: boolean;
  load(): Promise<{ readonly default: Component }>;
}

/** A screen exists when its file does: `ui/<id>/<Id>Screen.svelte`. */
const files = import.meta.glob<{ readonly default: Component }>('../*/*Screen.svelte');

const process: readonly (readonly [string, Text, Icon, boolean?])[] = [
  ['start', shellWords.start, House],
  ['goal', shellWords.goal, Target],
  ['touchpoints', shellWords.touchpoints, Waypoints],
  ['data', shellWords.data, Table],
  ['analyse', shellWords.analyse, Gauge],
  ['improve', shellWords.improve, TrendingUp],
  ['monitor', shellWords.monitor, Activity],
  ['explore', shellWords.explore, SquareTerminal, true],
  ['report', shellWords.report, FileText, true],
  ['branches', shellWords.branches, GitMerge, true],
  ['learn', shellWords.learn, GraduationCap, true],
];

/** The screens that exist, in the order of the work. */
export const screens: readonly Screen[] = process.flatMap(([id, label, icon, apart = false]) => {
  const load = Object.entries(files).find(([path]) => path.startsWith(`../${id}/`))?.[1];
  return load ? [{ id, label, icon, apart, load }] : [];
});
