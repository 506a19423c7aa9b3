/* Names a reference of the library in the words of a text: chosen by its record, kept by its number. */
"use strict";
(() => {
  const { React, DraftJS, draftail } = window;
  if (!React || !DraftJS || !draftail) return;

  const named = (editorState, type, record) => {
    const content = editorState.getCurrentContent().createEntity(type, "MUTABLE", { id: String(record.id), string: record.string });
    const key = content.getLastCreatedEntityKey();
    const selection = editorState.getSelection();
    if (!selection.isCollapsed()) return DraftJS.RichUtils.toggleLink(editorState, selection, key);
    const changed = DraftJS.Modifier.insertText(content, selection, record.string, null, key);
    return DraftJS.EditorState.push(editorState, changed, "insert-characters");
  };

  class ReferenceSource extends React.Component {
    componentDidMount() {
      const { editorState, entityType, onComplete, onClose } = this.props;
      this.done = false;
      window.ModalWorkflow({
        url: entityType.chooserUrl,
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: (record) => { this.done = true; onComplete(named(editorState, entityType.type, record)); } },
        onError: () => onClose(),
      });
      document.addEventListener("hidden.bs.modal", () => this.done || onClose(), { once: true });
    }

    render() { return null; }
  }

  const Reference = (props) => {
    const data = props.contentState.getEntity(props.entityKey).getData();
    const title = data.string || `référence n° ${data.id}`;
    return React.createElement("span", { className: "reference-words", title }, props.children);
  };

  draftail.registerPlugin({ type: "REFERENCE", source: ReferenceSource, decorator: Reference });
})();
