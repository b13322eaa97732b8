// The elements of a page.

/** Looks up by ID. */
export const part = id => document.getElementById(id);

/** @param children elements, and texts, which stand as they are */
export function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
