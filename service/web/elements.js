/** Elements made one by one: what comes from articles never meets a parser of HTML. */

/**
 * An element with attributes and children. Strings become text, whatever they hold; an attribute or a child
 * that is null, undefined or false is left out.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (there(value)) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children.flat().filter(there));
  return made;
}

/** A link to another question of this page. */
export function asking(address, ...children) {
  return element("a", { href: address, "data-ask": true }, ...children);
}

/** Children with a separator between them; those that are not there are passed over. */
export function between(separator, children) {
  return children.filter(there).flatMap((child, place) => (place ? [separator, child] : [child]));
}

/** The `lang` of what an article or a question says. */
export function tagOf({ language }) {
  return language === "und" ? null : language;
}

function there(value) {
  return value !== null && value !== undefined && value !== false;
}
