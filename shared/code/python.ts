import type { Params, ParamValue } from '#shared/graph/document';
import type { ParamSpecs } from '#shared/graph/params';

/** Python's keywords, what it has built in and the code uses, and the names that every program gives away itself. */
const RESERVED = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with abs bool dict enumerate float id int iter len list map max min next object ' +
    'open print range round set sorted str sum super tuple type zip ' +
    'keras layers initializers regularizers constraints np math csv gzip struct torch nn F datasets NormalDist device ' +
    'model optimizer inputs outputs loss losses x y x_train y_train x_test y_test x_val y_val history callbacks epoch step batch name self ' +
    'prediction target measure evaluate penalty constrain learning_rate batch_loss train data order weight weights logs'
  ).split(' '),
);

/** What every `nn.Module` has already; a layer must not take its place. */
const MODULE_NAMES = new Set(
  (
    'add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float forward ' +
    'get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia named_buffers named_children ' +
    'named_modules named_parameters parameters register_buffer register_forward_hook register_module register_parameter ' +
    'requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad T_destination'
  ).split(' '),
);

/** Gives every name of a drawing one of Python's, none of them twice. */
export interface Names {
  of(name: string): string;
}

/** Names of variables, or (`of: 'module'`) of a module's attributes. Letters of any script stay, everything else becomes `_`. */
export function createNames(of: 'variable' | 'module', taken: Iterable<string> = []): Names {
  const used = new Set(taken);
  const forbidden = of === 'module' ? MODULE_NAMES : RESERVED;
  return {
    of(name) {
      const plain = name.normalize('NFKC').replaceAll(/[^\p{L}\p{N}_]/gu, '_');
      const start = /^[\p{L}_]/u.test(plain) ? plain : `_${plain}`;
      const isKeyword = RESERVED.has(start) && (of === 'variable' || isPythonKeyword(start));
      const base = forbidden.has(start) || isKeyword ? `${start}_` : start;
      let unique = base;
      for (let i = 2; used.has(unique); i++) unique = `${base}_${i}`;
      used.add(unique);
      return unique;
    },
  };
}

const KEYWORDS =
  /^(False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

const isPythonKeyword = (name: string): boolean => KEYWORDS.test(name);

/** `Residual block` → `ResidualBlock`; unique among `taken`, which it joins. */
export function className(name: string, taken: Set<string>): string {
  const words = name.normalize('NFKC').split(/[^\p{L}\p{N}]+/u);
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  const base = /^\p{L}/u.test(joined) ? joined : `Block${joined}`;
  let unique = base;
  for (let i = 2; taken.has(unique) || isPythonKeyword(unique); i++) unique = `${base}${i}`;
  taken.add(unique);
  return unique;
}

/** `labelSmoothing` → `label_smoothing`, `beta1` → `beta_1`, `l1RegularizationStrength` → `l1_regularization_strength`. */
export const snakeCase = (name: string): string =>
  name.replace(/^beta(\d)$/, 'beta_$1').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `categorical_crossentropy` → `CategoricalCrossentropy`. */
export const pascalCase = (name: string): string =>
  name
    .split('_')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** A value as Python writes it; lists of numbers in square brackets. */
export function literal(value: ParamValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  return `[${value.join(', ')}]`;
}

/** Keyword arguments for the values that are not the table's own defaults. */
export const changedArguments = (
  specs: ParamSpecs,
  params: Params,
  options: { readonly leaveOut?: readonly string[]; readonly always?: readonly string[] } = {},
): readonly string[] =>
  Object.entries(specs).flatMap(([key, spec]) => {
    if (options.leaveOut?.includes(key)) return [];
    const value = params[key] ?? spec.default;
    const isUsual = JSON.stringify(value) === JSON.stringify(spec.default);
    if (isUsual && !options.always?.includes(key)) return [];
    return [`${snakeCase(key)}=${literal(value)}`];
  });

/** `Name(first, second=2)`; over several lines where one would be too long. */
export function call(name: string, args: readonly string[], width = 100): string {
  const line = `${name}(${args.join(', ')})`;
  if (line.length <= width || args.length < 2) return line;
  return `${name}(\n${args.map((arg) => `    ${arg.replaceAll('\n', '\n    ')},`).join('\n')}\n)`;
}

/** Replaces whole words outside of strings. */
export const replaceWords = (code: string, words: Readonly<Record<string, string>>): string =>
  code.replaceAll(/"(?:[^"\\]|\\.)*"|(?<![\w.])[A-Za-z_]\w*/g, (token) =>
    Object.hasOwn(words, token) ? words[token]! : token,
  );

const LAMBDA = /^lambda ([\w, *]+): ([^]*)$/;

/** The body of a `lambda` with `args` for its parameters; null for what is no lambda. */
export function inlined(code: string, args: readonly string[]): string | null {
  const match = LAMBDA.exec(code);
  if (!match) return null;
  const names = match[1]!.split(', ');
  if (names.some((name) => name.startsWith('*'))) return `(${code})(${args.join(', ')})`;
  return replaceWords(match[2]!, Object.fromEntries(names.map((name, i) => [name, args[i] ?? args[0]!])));
}

/** Code without the comment at its end. */
export const withoutNote = (code: string): string => code.replace(/\s{2}# .*$/, '');
