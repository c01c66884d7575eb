import { EditorView } from '@codemirror/view';

/**
 * Lets the editor itself replace a selection that is typed over. The browser would keep the colour of what stood there by
 * a style of its own in the text, which the page's policy refuses and reports.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    if (inputType !== 'insertText' || data === null || isComposing || isEmpty(view)) return false;
    view.dispatch({ ...view.state.replaceSelection(data), userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
  /** An input method's text cannot be held back: what it replaces goes before it comes. */
  compositionstart(_, view) {
    if (!isEmpty(view)) view.dispatch({ ...view.state.replaceSelection(''), userEvent: 'delete.selection' });
    return false;
  },
});

function isEmpty({ state }: EditorView): boolean {
  return state.selection.ranges.every(({ empty }) => empty);
}
