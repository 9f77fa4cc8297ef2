/** 告警: by which ways who is called when something is wrong, step by step. Holds secrets of robots: leads alone read it. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'lower case letters, digits and hyphens'));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

export const robotKinds = ['wecom', 'dingtalk', 'feishu'] as const;
export type RobotKind = (typeof robotKinds)[number];

/** A group's robot: the address its console shows, and the secret it signs by. WeCom's has none: its address is the secret. */
export const robot = v.pipe(
  v.strictObject({
    ...{ id, name },
    kind: v.picklist(robotKinds),
    url: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//u, 'an http address'), v.maxLength(500)),
    secret: v.pipe(v.string(), v.maxLength(200)),
  }),
  v.forward(
    v.check(
      ({ kind, secret }) => (kind === 'wecom') === (secret === ''),
      'DingTalk and Feishu sign, WeCom has no secret',
    ),
    ['secret'],
  ),
);
export type Robot = v.InferOutput<typeof robot>;

/** One of the staff, who is called by SMS or telephone. */
const person = v.strictObject({
  /** The id of a member. */
  member: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  name,
  phone: v.pipe(v.string(), v.regex(/^\+\d{6,15}$/u, 'a number as +8613800138000')),
});

/** A robot by its id, or a person by their member's id. */
export const way = v.strictObject({
  by: v.picklist(['robot', 'sms', 'phone']),
  to: v.pipe(v.string(), v.minLength(1)),
});
export type Way = v.InferOutput<typeof way>;

const unique = (given: readonly string[]) => new Set(given).size === given.length;

const shape = v.strictObject({
  robots: v.pipe(
    v.array(robot),
    v.maxLength(10),
    v.check((given) => unique(given.map((one) => one.id)), 'an id stands there twice'),
  ),
  people: v.pipe(
    v.array(person),
    v.maxLength(30),
    v.check((given) => unique(given.map((one) => one.member)), 'a member stands there twice'),
  ),
  /** At once, then after 5, 10 and 20 minutes. */
  steps: v.pipe(v.array(v.pipe(v.array(way), v.maxLength(12))), v.length(4, 'four steps')),
  /** Who hears of a topic that rises; none: the chats of the first step. */
  topics: v.optional(v.pipe(v.array(way), v.maxLength(12))),
});

/** What fails on its own: two ways with the same word fall together. */
function leansOn({ robots }: v.InferOutput<typeof shape>, { by, to }: Way): string {
  return by === 'robot' ? (robots.find((one) => one.id === to)?.kind ?? '') : by;
}

export const alerts = v.pipe(
  shape,
  v.check(
    ({ robots, people, steps, topics = [] }) =>
      [...steps.flat(), ...topics].every(({ by, to }) =>
        by === 'robot' ? robots.some(({ id: one }) => one === to) : people.some(({ member }) => member === to),
      ),
    'a step names a robot or a person that is not there',
  ),
  v.check(
    (given) =>
      given.steps.flat().length === 0 || new Set((given.steps[0] ?? []).map((one) => leansOn(given, one))).size > 1,
    'the first step needs two ways that don’t fail together: another platform’s robot, SMS, or the telephone',
  ),
);
export type Alerts = v.InferOutput<typeof alerts>;

export const noAlerts: Alerts = { robots: [], people: [], steps: [[], [], [], []] };

/** The chain for a topic that rises: one step, and no telephone or SMS unless somebody chose it or there is nothing else. */
export function forTopics(given: Alerts): Alerts {
  const first = given.steps.find((some) => some.length > 0) ?? [];
  const chats = first.filter(({ by }) => by === 'robot');
  const named = given.topics ?? [];
  const [ways = []] = [named, chats, first].filter((some) => some.length > 0);
  return { ...given, steps: [ways, [], [], []] };
}

/** A way by one word. */
export const wordOf = ({ by, to }: Way): string => `${by}:${to}`;

/** Ways that were not tried yet, those that fail on their own first: taken where one failed. */
export function otherWays(given: Alerts, tried: readonly Way[]): Way[] {
  const words = new Set(tried.map(wordOf));
  const fallen = new Set(tried.map((one) => leansOn(given, one)));
  const left = given.steps
    .flat()
    .filter(
      (one, at, all) => !words.has(wordOf(one)) && all.findIndex((other) => wordOf(other) === wordOf(one)) === at,
    );
  const spare = given.robots
    .map(({ id: to }): Way => ({ by: 'robot', to }))
    .filter((one) => !words.has(wordOf(one)) && !left.some((other) => wordOf(other) === wordOf(one)));
  const all = [...left, ...spare];
  return all.toSorted((one, two) => Number(fallen.has(leansOn(given, one))) - Number(fallen.has(leansOn(given, two))));
}
