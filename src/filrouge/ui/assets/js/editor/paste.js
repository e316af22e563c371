// What Word puts in the clipboard, made into what it meant: its lists are paragraphs that only look like lists. The rest
// of its markup is dropped by the editor, which knows no other.

// Styles travel under another name: the policy of the page refuses styles written in HTML.
const STYLE = /(\s)style\s*=/gi;
const LEVEL = /mso-list:\s*l\d+\s+level(\d)/i;
const NUMBER = /^\s*(?:\d{1,3}|[a-z]{1,2})[.)]/i;

export function cleanPasted(html) {
  if (!/mso-|MsoListParagraph/i.test(html)) return html;
  const marked = html.replace(STYLE, "$1data-style=").replace(/<!\[(?:if|endif)[^>]*>/gi, "");
  const page = new DOMParser().parseFromString(marked, "text/html");
  const items = [...page.querySelectorAll("p[data-style*='mso-list'], p[class*='MsoListParagraph']")];
  for (const run of runs(items)) listOf(run, page);
  return page.body.innerHTML;
}

// Paragraphs that follow one another make one list.
function runs(items) {
  const found = [];
  for (const item of items) {
    const last = found.at(-1)?.at(-1);
    if (last && last.nextElementSibling === item) found.at(-1).push(item);
    else found.push([item]);
  }
  return found;
}

function listOf(run, page) {
  const open = [];
  const anchor = page.createElement("div");
  run[0].before(anchor);
  for (const paragraph of run) {
    const level = Number(LEVEL.exec(paragraph.dataset.style ?? "")?.[1] ?? 1);
    const mark = paragraph.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
    const tag = NUMBER.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    while (open.length > level || (open.length === level && open.at(-1).localName !== tag)) open.pop();
    while (open.length < level) {
      const list = page.createElement(open.length === level - 1 ? tag : "ul");
      const holder = open.at(-1)?.lastElementChild ?? open.at(-1) ?? anchor;
      holder.append(list);
      open.push(list);
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
  }
  anchor.replaceWith(...anchor.childNodes);
}
