/** Prometheus' text format, version 0.0.4. Pure. */

export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Record<string, string>;
export type Sample = { labels: Labels; value: number };
export type Histogram = { labels: Labels; counts: readonly number[]; sum: number };
/** One family; `bounds` of a histogram are in rising order, without the last one that takes everything. */
export type Family = { name: string; help: string } & (
  | { type: 'counter' | 'gauge'; samples: readonly Sample[] }
  | { type: 'histogram'; bounds: readonly number[]; samples: readonly Histogram[] }
);

const quoted = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
const helped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');

const line = (name: string, labels: Labels, value: number): string => {
  const written = Object.entries(labels).map(([key, text]) => `${key}="${quoted(text)}"`);
  return `${name}${written.length > 0 ? `{${written.join(',')}}` : ''} ${value}`;
};

/** A histogram's own lines: how many took at most so long, each class with all below it. `counts` has one more than `bounds`. */
function histogramLines(name: string, bounds: readonly number[], { labels, counts, sum }: Histogram): string[] {
  let below = 0;
  const classes = counts.map((count, at) => {
    below += count;
    return line(`${name}_bucket`, { ...labels, le: at < bounds.length ? String(bounds[at]) : '+Inf' }, below);
  });
  return [...classes, line(`${name}_sum`, labels, sum), line(`${name}_count`, labels, below)];
}

function familyLines(family: Family): string[] {
  const { name, help, type } = family;
  const samples =
    type === 'histogram'
      ? family.samples.flatMap((one) => histogramLines(name, family.bounds, one))
      : family.samples.map(({ labels, value }) => line(name, labels, value));
  // A family nobody has anything to say of is left out.
  return samples.length === 0 ? [] : [`# HELP ${name} ${helped(help)}`, `# TYPE ${name} ${type}`, ...samples];
}

export const exposition = (families: readonly Family[]): string => `${families.flatMap(familyLines).join('\n')}\n`;
