/** Profiles as audiences read them: a column for each kind of series, so that a rule is shown what it counts and nothing else. */
import { seriesKinds, type Profile, type Series, type SeriesOf } from '../../shared/profile/fold.ts';

const COLUMNS = ['first_at', 'last_at', 'preferences', 'choices'] as const;

/** What was selected of a profile: nulls, where nothing was told of the person. */
export type ProfileRow = {
  first_at: number | null;
  last_at: number | null;
  preferences: string | null;
  choices: string | null;
} & Partial<Record<SeriesOf, string | null>>;

/** What to select of it for these kinds. */
export const columnsOf = (kinds: readonly SeriesOf[]): string =>
  [...COLUMNS, ...kinds].map((name) => `profile.${name}`).join(', ');

/** The newest wins. */
export function putProfile(sql: SqlStorage, customer: string, revision: number, profile: Profile): void {
  const { preferences, choices, firstAt, lastAt } = profile;
  const named = [...COLUMNS, ...seriesKinds];
  sql.exec(
    `insert into profile (customer, revision, ${named.join(', ')}) values (?, ?, ${named.map(() => '?').join(', ')})
     on conflict (customer) do update set revision = excluded.revision,
     ${named.map((name) => `${name} = excluded.${name}`).join(', ')} where excluded.revision >= profile.revision`,
    ...[customer, revision, firstAt, lastAt, written(preferences), written(choices)],
    ...seriesKinds.map((kind) => written(profile.series.filter(({ of }) => of === kind))),
  );
}

/** Null: there is nothing in it. */
const written = (given: object): string | null => (Object.keys(given).length === 0 ? null : JSON.stringify(given));

/** The profile, with the series of these kinds alone. */
export function profileOf(row: ProfileRow, kinds: readonly SeriesOf[]): Profile {
  const series = kinds.flatMap((kind) => {
    const text = row[kind] ?? null;
    return text === null ? [] : (JSON.parse(text) as Series[]);
  });
  return {
    ...{ series, firstAt: row.first_at, lastAt: row.last_at },
    preferences: row.preferences === null ? {} : (JSON.parse(row.preferences) as Profile['preferences']),
    choices: row.choices === null ? {} : (JSON.parse(row.choices) as Profile['choices']),
  };
}
