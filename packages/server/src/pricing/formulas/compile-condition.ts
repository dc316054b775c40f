import { compare, ratioFromText, type Ratio } from './exact-ratio.ts';
import { wanted, type Comparison, type Condition } from './expression.ts';
import { formErrorsOf, pointer } from '../form-errors.ts';
import type { Formula, Test } from './formula.ts';
import { isDecimal, type NumberText } from './number-text.ts';
import { takeFact, type Scope } from './scope.ts';
import type { Fact, OptionFact, YesNoFact } from './facts.ts';

const never: Test = { run: () => false, decide: () => false, isFlat: () => true };
const depthMax = 32;

/** Turns a condition into a test, once. `number` makes the formula of a name. Whatever is wrong goes to `scope.errors`. */
export function compileCondition(
  node: unknown,
  path: string,
  scope: Scope,
  number: (name: string, path: string) => Formula,
  depth = 0,
): Test {
  const refuse = (message: string): Test => {
    scope.errors.push({ path, message });
    return never;
  };
  if (depth > depthMax) return refuse(`is nested more than ${depthMax} deep`);
  if (typeof node !== 'object' || node === null || Array.isArray(node) || Object.keys(node).length === 0) {
    return refuse('must be an object that says what facts must be, such as { "images": 4 }');
  }
  // True because it is an object; each member is checked below.
  const condition = node as Condition;
  const inner = (item: unknown, name: string): Test => compileCondition(item, `${path}/${name}`, scope, number, depth + 1);
  const word = ['any', 'all', 'not'].find((each) => each in condition);
  if (word !== undefined && Object.keys(condition).length > 1) return refuse(`"${word}" stands alone: put the other conditions inside it`);
  if ('not' in condition) return not(inner(condition.not, 'not'));
  if (word !== undefined) {
    // True because the word is a member, and what it has is checked here.
    const items: unknown = (condition as Readonly<Record<string, unknown>>)[word];
    if (!Array.isArray(items) || items.length === 0) {
      scope.errors.push({ path: `${path}/${word}`, message: 'must be a list of conditions' });
      return never;
    }
    const tests = items.map((item, index) => inner(item, `${word}/${index}`));
    return word === 'all' ? all(tests) : not(all(tests.map(not)));
  }
  return all(Object.entries(condition).map(([name, value]) => compileWanted(name, value, `${path}/${pointer(name)}`, scope, number)));
}

function compileWanted(name: string, value: unknown, path: string, scope: Scope, number: (name: string, path: string) => Formula): Test {
  const schema = Array.isArray(value) ? wanted.list : typeof value === 'object' && value !== null ? wanted.comparison : wanted.scalar;
  const errors = formErrorsOf(schema, value);
  scope.errors.push(...errors.map((error) => ({ path: `${path}${error.path}`, message: error.message })));
  if (errors.length > 0) return never;
  const fact = scope.facts.get(name);
  const isNumber = fact === undefined || fact.kind === 'number';
  if (!isNumber) {
    takeFact(scope, name, path);
    return choice(fact, value, path, scope);
  }
  const formula = number(name, path);
  // True because the schema of a comparison was checked above.
  if (typeof value === 'object' && !Array.isArray(value) && value !== null) return comparison(formula, value);
  const numbers = Array.isArray(value) ? value : [value];
  if (!numbers.every((each): each is NumberText => typeof each === 'number' || (typeof each === 'string' && isDecimal(each)))) {
    scope.errors.push({ path, message: `${name} is a number: compare it with one, or with { "atMost": … }` });
    return never;
  }
  return oneOf(formula, numbers.map(ratioFromText));
}

function choice(fact: Exclude<Fact, { kind: 'number' }>, value: unknown, path: string, scope: Scope): Test {
  if (fact.kind === 'yesNo') {
    if (typeof value === 'boolean') return truth(fact, value);
    scope.errors.push({ path, message: `${fact.name} is a yes or no: say true or false` });
    return never;
  }
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  const options = fact.options?.map((option) => option.id);
  if (options === undefined) {
    scope.errors.push({ path, message: `the book does not say what ${fact.name} can be: add it to "facts", with its options` });
    return never;
  }
  const wrong = texts.filter((text) => typeof text !== 'string' || !options.includes(text));
  if (wrong.length > 0) scope.errors.push({ path, message: `${fact.name} cannot be ${wrong.join(', ')}; it can be ${options.join(', ')}` });
  return oneText(fact, new Set(texts));
}

function truth({ slot }: YesNoFact, value: boolean): Test {
  return {
    run: (env) => env.truths[slot] === value,
    decide: ({ truths }) => unanimous((truths[slot] ?? []).map((each) => each === value)),
    isFlat: () => true,
  };
}

function oneText({ slot }: OptionFact, texts: ReadonlySet<unknown>): Test {
  return {
    run: (env) => texts.has(env.texts[slot]),
    decide: (box) => unanimous((box.texts[slot] ?? []).map((text) => texts.has(text))),
    isFlat: () => true,
  };
}

function oneOf(formula: Formula, numbers: readonly Ratio[]): Test {
  return {
    isFlat: (axis) => formula.trend(axis) === 'flat',
    run: (env) => {
      const value = formula.run(env);
      return numbers.some((number) => compare(value, number) === 0);
    },
    decide: (box) => {
      const range = formula.range(box);
      if (range === undefined) return undefined;
      const inside = numbers.filter((number) => compare(number, range.lo) >= 0 && compare(number, range.hi) <= 0);
      if (inside.length === 0) return false;
      return compare(range.lo, range.hi) === 0 ? true : undefined;
    },
  };
}

function comparison(formula: Formula, wantedNumbers: object): Test {
  // True because its members were checked by the schema.
  const { atLeast, atMost, above, below } = wantedNumbers as Comparison;
  const read = (text: NumberText | undefined): Ratio | undefined => (text === undefined ? undefined : ratioFromText(text));
  const [least, most, over, under] = [read(atLeast), read(atMost), read(above), read(below)];
  const holds = (value: Ratio): boolean =>
    (least === undefined || compare(value, least) >= 0) &&
    (most === undefined || compare(value, most) <= 0) &&
    (over === undefined || compare(value, over) > 0) &&
    (under === undefined || compare(value, under) < 0);
  return {
    isFlat: (axis) => formula.trend(axis) === 'flat',
    run: (env) => holds(formula.run(env)),
    decide: (box) => {
      const range = formula.range(box);
      if (range === undefined) return undefined;
      if (holds(range.lo) && holds(range.hi)) return true;
      const { lo, hi } = range;
      const outside =
        (least !== undefined && compare(hi, least) < 0) ||
        (most !== undefined && compare(lo, most) > 0) ||
        (over !== undefined && compare(hi, over) <= 0) ||
        (under !== undefined && compare(lo, under) >= 0);
      return outside ? false : undefined;
    },
  };
}

function not({ run, decide, isFlat }: Test): Test {
  return {
    isFlat,
    run: (env) => !run(env),
    decide: (box) => {
      const holds = decide(box);
      return holds === undefined ? undefined : !holds;
    },
  };
}

function all(tests: readonly Test[]): Test {
  const [only] = tests;
  if (only !== undefined && tests.length === 1) return only;
  return {
    isFlat: (axis) => tests.every((test) => test.isFlat(axis)),
    run: (env) => tests.every((test) => test.run(env)),
    decide: (box) => {
      const answers = tests.map((test) => test.decide(box));
      if (answers.includes(false)) return false;
      return answers.includes(undefined) ? undefined : true;
    },
  };
}

function unanimous(answers: readonly boolean[]): boolean | undefined {
  if (!answers.includes(false)) return true;
  return answers.includes(true) ? undefined : false;
}
