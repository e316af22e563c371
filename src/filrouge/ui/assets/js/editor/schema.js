// What a text may hold: what the server keeps (`kernel/documents/richtext`), so that it takes nothing away.
import { Node } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";

const ListItem = Node.create({
  name: "listItem",
  content: "paragraph (bulletList | orderedList)*",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: () => ["li", 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

const cell = { content: "paragraph+", addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 } }) };

// Styles set as attributes are refused by the policy of every page: widths are left to the style sheet.
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] }).configure({ View: null });

export const extensions = [
  StarterKit.configure({
    blockquote: false,
    code: false,
    codeBlock: false,
    dropcursor: false,
    heading: { levels: [3, 4] },
    horizontalRule: false,
    link: {
      openOnClick: false,
      defaultProtocol: "https",
      protocols: ["mailto"],
      isAllowedUri: (url, { defaultValidate }) => defaultValidate(url) && /^(https?:\/\/|mailto:)/i.test(url),
      shouldAutoLink: (url) => /^https?:\/\//i.test(url),
      HTMLAttributes: { rel: null, target: null },
    },
    listItem: false,
    strike: false,
    underline: false,
  }),
  ListItem,
  PlainTable,
  TableRow,
  TableHeader.extend(cell),
  TableCell.extend(cell),
];
