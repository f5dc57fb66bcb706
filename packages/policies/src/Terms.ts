/** Under which terms a right may be asked for, from the annotations of what permits it. */
export type Terms = {
  /** How many different people must approve. */
  readonly approvals: number;
  /** For how long at most, in seconds. */
  readonly longestSeconds: number;
  /** How often it may be used in that time. */
  readonly uses: 'once' | 'many';
  /** Whether it is for the parameters that were approved, or for any. */
  readonly parameters: 'approved' | 'any';
  /** Whether those may approve too who could not have when it was asked for. */
  readonly newcomers: 'count' | 'do not count';
};

/** What is wrong with an annotation. */
export type TermProblem = {
  readonly message: string;
  readonly suggestion: string;
};

const SECONDS = { m: 60, h: 3_600, d: 86_400 } as const;
const LONGEST_SECONDS = 30 * SECONDS.d;

/** What counts where nothing is said: the least that can be given. */
export const LEAST: Terms = {
  approvals: 1,
  longestSeconds: SECONDS.h,
  uses: 'once',
  parameters: 'approved',
  newcomers: 'do not count',
};

type Annotations = Readonly<Record<string, string | null>>;
type Reader = (value: string) => Partial<Terms> | undefined;

/** How each annotation is read; undefined for what it cannot say. */
const READERS = new Map<string, { read: Reader; says: string }>(
  Object.entries({
    approvals: {
      says: 'a number of people from 1 to 9',
      read: value =>
        /^[1-9]$/.test(value) ? { approvals: Number(value) } : undefined,
    },
    longest: {
      says: 'a time such as 30m, 4h or 2d, of 30 days at most',
      read: value => {
        const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(value) ?? [];
        const seconds = Number(count) * SECONDS[unit as keyof typeof SECONDS];
        return seconds <= LONGEST_SECONDS
          ? { longestSeconds: seconds }
          : undefined;
      },
    },
    uses: {
      says: 'once or many',
      read: value =>
        value === 'once' || value === 'many' ? { uses: value } : undefined,
    },
    parameters: {
      says: 'approved or any',
      read: value =>
        value === 'approved' || value === 'any'
          ? { parameters: value }
          : undefined,
    },
    newcomers: {
      says: 'count',
      read: value => (value === 'count' ? { newcomers: value } : undefined),
    },
  }),
);

/** The annotations that say terms. */
export const TERM_NAMES = [...READERS.keys()];

/** Annotations of every policy, whatever it permits. */
const OTHERS = ['id', 'reason'];

/** Reads the terms of a permit; what is not understood is a problem and never ignored. */
export function readTerms(annotations: Annotations): {
  readonly terms: Terms;
  readonly problems: readonly TermProblem[];
} {
  const problems: TermProblem[] = [];
  const said = Object.entries(annotations).flatMap(([name, value]) => {
    if (OTHERS.includes(name)) return [];
    const read = READERS.get(name)?.read(value ?? '');
    if (!read) problems.push(problemOf(name, value));
    return read ?? [];
  });
  return { terms: Object.assign({}, LEAST, ...said), problems };
}

function problemOf(name: string, value: string | null): TermProblem {
  const says = READERS.get(name)?.says;
  return says
    ? {
        message: `@${name}("${value ?? ''}") is not understood`,
        suggestion: `it says ${says}`,
      }
    : {
        message: `@${name} is no annotation that is known`,
        suggestion: `use ${[...OTHERS, ...TERM_NAMES]
          .map(each => `@${each}`)
          .join(', ')}`,
      };
}

/** What counts when several permits allow the same request: the strictest of each. */
export function strictest(all: readonly Terms[]): Terms {
  if (all.length === 0) return LEAST;
  return {
    approvals: Math.max(...all.map(({ approvals }) => approvals)),
    longestSeconds: Math.min(
      ...all.map(({ longestSeconds }) => longestSeconds),
    ),
    uses: all.every(({ uses }) => uses === 'many') ? 'many' : 'once',
    parameters: all.every(({ parameters }) => parameters === 'any')
      ? 'any'
      : 'approved',
    newcomers: all.every(({ newcomers }) => newcomers === 'count')
      ? 'count'
      : 'do not count',
  };
}
