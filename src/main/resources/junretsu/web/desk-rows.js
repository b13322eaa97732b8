// A form whose rows are added, changed and removed, and saved as a whole. What others save shows at once, unless this
// form has changes of its own.
import { words } from "./desk-words.js";

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/**
 * @param kind which makes a row of a value, reads a value out of a row, and has the words
 * @param save called with all values; resolves to true when they are saved
 * @param clash called instead, once, when others have saved something since these rows were drawn
 */
export function rows(form, kind, save, clash) {
  const list = element("ul", { className: "rows" });
  const none = element("p", { className: "hint", textContent: kind.none });
  const add = element("button", { type: "button", textContent: kind.add });
  const submit = element("button", { type: "submit", className: "primary", textContent: words.save });
  const discard = element("button", { type: "button", className: "quiet", textContent: words.discard });
  const mark = element("span", { className: "mark", textContent: words.unsaved });
  form.append(list, none, element("p", { className: "buttons" }, add, submit, discard, mark));
  let shown = [];
  let drawn = "[]";
  let isChanged = false;

  function touch(changed) {
    isChanged = changed;
    submit.hidden = discard.hidden = mark.hidden = !changed;
    none.hidden = list.children.length > 0;
  }

  function addRow(value) {
    const row = element("li", {}, ...kind.row(value));
    const remove = element("button", { type: "button", className: "quiet remove", textContent: "×" });
    remove.setAttribute("aria-label", words.remove(kind.name(value)));
    remove.addEventListener("click", () => {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      touch(true);
      (next?.querySelector("input, select") ?? add).focus();
    });
    row.append(remove);
    list.append(row);
    return row;
  }

  function draw() {
    list.replaceChildren();
    shown.forEach(addRow);
    drawn = JSON.stringify(shown);
    touch(false);
  }

  form.addEventListener("input", () => touch(true));
  add.addEventListener("click", () => {
    const row = addRow(kind.fresh([...list.children].map(kind.read)));
    touch(true);
    row.querySelector("input:not([type=color]), select").focus();
  });
  discard.addEventListener("click", draw);
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (drawn !== JSON.stringify(shown)) {
      drawn = JSON.stringify(shown);
      clash();
      return;
    }
    submit.disabled = true;
    const isSaved = await save([...list.children].map(kind.read));
    submit.disabled = false;
    drawn = JSON.stringify(shown);
    if (isSaved) touch(false);
  });
  touch(false);
  return {
    show(values) {
      const isSame = JSON.stringify(values) === JSON.stringify(shown);
      shown = values;
      if (!isChanged && (!isSame || list.children.length !== values.length)) draw();
    },
    drop() {
      draw();
    },
  };
}
