import { autocompletion, completeFromList, completionKeymap, type Completion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, SQLDialect, sql, type SQLNamespace } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { typeOver } from './type-over';

export interface EditorActs {
  readonly changed: (text: string) => void;
  /** Runs what is selected, or all. */
  readonly run: (text: string) => void;
  readonly cancel: () => void;
}

/** What completion knows. */
export interface Vocabulary {
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly functions: readonly string[];
}

export interface SqlEditor {
  readonly text: string;
  write(text: string): void;
  insert(text: string): void;
  /** What Run would run: the selection, or all; and on which line of the text it begins (1 unless a selection). */
  chosen(): { readonly text: string; readonly line: number };
  know(vocabulary: Vocabulary): void;
  /** Marks a place, 1-based, or nothing. */
  mark(place: { readonly line: number; readonly column: number } | null): void;
  focus(): void;
  end(): void;
}

const duckdb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} summarize describe pivot unpivot qualify exclude replace asof positional semi anti sample columns ilike glob`,
  doubleDollarQuotedStrings: true,
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: tags.typeName, color: 'var(--cat-4)' },
  { tag: [tags.operator, tags.punctuation], color: 'var(--ink-2)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--raised)', fontSize: 'var(--text-s)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '8px 0' },
  '.cm-gutters': { color: 'var(--ink-3)', backgroundColor: 'var(--sunken)', borderRight: '1px solid var(--edge)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent-soft) 35%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--edge-strong)' },
  '.cm-wrong': { backgroundColor: 'var(--bad-soft)', borderBottom: '2px solid var(--bad)' },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--edge-strong)',
    borderRadius: '6px',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { color: 'var(--accent-ink)', backgroundColor: 'var(--accent)' },
  '.cm-completionDetail': { color: 'inherit', opacity: '0.75', fontStyle: 'normal' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
});

const setWrong = StateEffect.define<{ from: number; to: number } | null>();
const wrong = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setWrong))
        return effect.value
          ? Decoration.set([Decoration.mark({ class: 'cm-wrong' }).range(effect.value.from, effect.value.to)])
          : Decoration.none;
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A SQL editor inside a shadow root: only there may its styles stand under the page's policy. */
export function openEditor(host: HTMLElement, text: string, label: string, hint: string, acts: EditorActs): SqlEditor {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const place = document.createElement('div');
  place.style.height = '100%';
  shadow.replaceChildren(place);
  const language = new Compartment();
  const chosen = (state: EditorState) => {
    const { from, to, empty } = state.selection.main;
    return empty
      ? { text: state.doc.toString(), line: 1 }
      : { text: state.sliceDoc(from, to), line: state.doc.lineAt(from).number };
  };
  const view = new EditorView({
    root: shadow,
    parent: place,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            {
              key: 'Mod-Enter',
              run: ({ state }) => {
                acts.run(chosen(state).text);
                return true;
              },
            },
          ]),
        ),
        typeOver,
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        highlightActiveLine(),
        autocompletion({ icons: false }),
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        language.of(sql({ dialect: duckdb })),
        syntaxHighlighting(colours),
        look,
        wrong,
        placeholder(hint),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) acts.changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    write(now) {
      if (now !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: now } });
    },
    insert(what) {
      view.dispatch(view.state.replaceSelection(what));
      view.focus();
    },
    chosen: () => chosen(view.state),
    know(vocabulary) {
      view.dispatch({ effects: language.reconfigure(knowing(vocabulary)) });
    },
    mark(at) {
      view.dispatch({ effects: setWrong.of(at && placeIn(view.state, at)) });
    },
    focus() {
      view.focus();
    },
    end() {
      view.destroy();
      shadow.replaceChildren();
    },
  };
}

function knowing({ tables, functions }: Vocabulary): LanguageSupport {
  const schema: SQLNamespace = Object.fromEntries(tables.map(({ name, columns }) => [name, [...columns]]));
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const options: Completion[] = [
    ...columns.map((label) => ({ label, type: 'property', apply: quoted(label) })),
    ...functions.map((label) => ({ label, type: 'function', apply: `${label}(` })),
  ];
  const support = sql({ dialect: duckdb, schema, upperCaseKeywords: true });
  const more = duckdb.language.data.of({ autocomplete: completeFromList(options) });
  return new LanguageSupport(support.language, [support.support, more]);
}

/** A name as SQL needs it: in double quotes unless plain. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

function placeIn(state: EditorState, at: { readonly line: number; readonly column: number }) {
  const line = state.doc.line(Math.min(Math.max(1, at.line), state.doc.lines));
  const from = Math.min(line.from + at.column - 1, line.to);
  const word = /^["\w\p{L}.]+/u.exec(state.sliceDoc(from, line.to))?.[0].length ?? 1;
  const to = Math.min(line.to, from + Math.max(1, word));
  return to > from ? { from, to } : { from: Math.max(line.from, to - 1), to: Math.max(to, line.from) };
}
