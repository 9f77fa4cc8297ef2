/** English word stems: light enough to keep words apart, strong enough that “cancelled”, “cancelling” and “cancels” meet. */

const irregular = new Map(
  (
    'bought:buy paid:pay sent:send got:get went:go gone:go took:take taken:take made:make gave:give given:give found:find ' +
    'lost:lose left:leave came:come told:tell said:say kept:keep broke:break broken:break chose:choose chosen:choose ' +
    'stole:steal stolen:steal wrote:write written:write forgot:forget forgotten:forget withdrew:withdraw ' +
    'withdrawn:withdraw spent:spend sold:sell felt:feel knew:know known:know saw:see seen:see ate:eat eaten:eat ' +
    'drove:drive driven:drive flew:fly flown:fly held:hold met:meet ran:run sat:sit spoke:speak spoken:speak ' +
    'thought:think understood:understand wore:wear worn:wear was:be were:be is:be are:be am:be been:be being:be ' +
    'has:have had:have having:have does:do did:do done:do doing:do people:person children:child men:man women:woman'
  )
    .split(' ')
    .map((pair): [string, string] => {
      const [form = '', base = ''] = pair.split(':');
      return [form, base];
    }),
);

/** The stem of one lower-case word. */
export function stem(word: string): string {
  const plain = word.replace(/'.*$/u, '');
  const known = irregular.get(plain);
  if (known !== undefined) return known;
  if (plain.length < 4) return plain;
  const single = plain
    .replace(/ies$/u, 'y')
    .replace(/(?<=ss|x|ch|sh)es$/u, '')
    .replace(/(?<=[^su])s$/u, '')
    .replace(/(?<=....)ly$/u, '');
  const cut =
    single.length > 5
      ? single.replace(/(?:ations?|ment|ing|ed|ion|er|or)$/u, '')
      : single.replace(/(?<=..)ed$/u, '').replace(/(?<=...)ing$/u, '');
  const root = cut.length < 3 ? single : cut;
  return root.replace(/([b-df-hj-np-tv-z])\1$/u, '$1').replace(/(?<=...)[eyi]$/u, '');
}
