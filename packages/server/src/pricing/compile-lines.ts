import { folds, roundFormula } from './formulas/arithmetic.ts';
import { compileExpression, compileTest } from './formulas/compile-expression.ts';
import { compileName } from './formulas/compile-name.ts';
import type { CompiledLine } from './compiled-book.ts';
import { compare, ratioFromText, ratioToText } from './formulas/exact-ratio.ts';
import { formErrorsOf } from './form-errors.ts';
import { constantFormula, foldFormula, type Env, type Formula } from './formulas/formula.ts';
import { lineKinds, lineShapes, type LineKind, type PriceLine } from './price-book.ts';
import type { Scope } from './formulas/scope.ts';
import Type from 'typebox';

const shapes = lineShapes(Type.Unknown(), Type.Unknown());

/** The lines of a price: those of the list, or one with the formula. */
export function compileLines(form: unknown, path: string, scope: Scope): readonly CompiledLine[] {
  if (!Array.isArray(form)) {
    const value = compileExpression(form, path, scope);
    return [{ kind: 'base', path, when: undefined, value, roundingMode: 'half_up', label: () => 'Price', detail: undefined }];
  }
  const lines = form.map((line: unknown, index) => compileLine(line, index, `${path}/${index}`, scope));
  if (lines.length === 0) scope.errors.push({ path, message: 'must have a line at least' });
  if (lines.filter((line) => line?.kind === 'congestion').length > 1) {
    scope.errors.push({ path, message: 'has more than one line for congestion' });
  }
  return lines.filter((line) => line !== undefined);
}

function compileLine(form: unknown, index: number, path: string, scope: Scope): CompiledLine | undefined {
  const kinds = typeof form === 'object' && form !== null ? lineKinds.filter((each) => each in form) : [];
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    scope.errors.push({ path, message: `must have a label and one of ${lineKinds.join(', ')}` });
    return undefined;
  }
  const errors = formErrorsOf(shapes[kind], form);
  scope.errors.push(...errors.map((error) => ({ path: `${path}${error.path}`, message: error.message })));
  if (errors.length > 0) return undefined;
  if ((kind === 'base') !== (index === 0)) scope.errors.push({ path, message: 'the first line has the base, and no other' });
  // True because the form of the line has just been checked.
  const line = form as PriceLine;
  return {
    kind,
    path: `${path}/${kind}`,
    when: line.when === undefined ? undefined : compileTest(line.when, `${path}/when`, scope),
    value: lineValue(kind, line, `${path}/${kind}`, scope),
    roundingMode: line.round?.mode ?? 'half_up',
    label: compileTemplate(line.label, `${path}/label`, scope),
    detail: line.detail === undefined ? undefined : compileTemplate(line.detail, `${path}/detail`, scope),
  };
}

function lineValue(kind: LineKind, line: PriceLine, path: string, scope: Scope): Formula {
  if (line.round !== undefined) return constantFormula(path, ratioFromText(line.round.to));
  if (line.congestion === undefined) return compileExpression(line[kind], path, scope);
  const { step, floor, cap } = line.congestion;
  const [least, most] = [constantFormula(path, ratioFromText(floor)), constantFormula(path, ratioFromText(cap))];
  if (compare(ratioFromText(floor), ratioFromText(cap)) > 0)
    scope.errors.push({ path: `${path}/cap`, message: 'must not be below "floor"' });
  const stepped = roundFormula(path, compileName('queueRatio', path, scope), ratioFromText(step), 'down');
  return foldFormula(path, [foldFormula(path, [stepped, most], folds.min), least], folds.max);
}

/** Text with facts in braces, such as `"{width}×{height}"`; a choice is shown by its title. */
function compileTemplate(template: string, path: string, scope: Scope): (env: Env) => string {
  const parts = template.split(/\{([a-zA-Z.]*)\}/u);
  if (parts.length === 1) return () => template;
  const pieces = parts.map((part, index) => (index % 2 === 0 ? () => part : factText(part, path, scope)));
  return (env) => {
    let text = '';
    for (const piece of pieces) text += piece(env);
    return text;
  };
}

function factText(name: string, path: string, scope: Scope): (env: Env) => string {
  const fact = scope.facts.get(name);
  if (fact?.kind === 'option') {
    scope.used.add(fact);
    return (env) => {
      const id = env.texts[fact.slot] ?? '';
      return fact.titles.get(id) ?? id;
    };
  }
  const formula = compileName(name, path, scope);
  return (env) => ratioToText(formula.run(env));
}
