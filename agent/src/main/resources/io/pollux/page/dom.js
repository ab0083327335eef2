/* Elements and their text. Text is set as text alone: names of peers are written by strangers. */

/** The element with that id. */
export const byId = id => document.getElementById(id);

/** A new element; children are elements or text. */
export function el(tag, attributes = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes))
		if (value !== null && value !== undefined)
			element.setAttribute(name, value);
	element.append(...children);
	return element;
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
	const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
	for (const [name, value] of Object.entries(attributes))
		element.setAttribute(name, value);
	element.append(...children);
	return element;
}

/** Sets the text only where it changed, so that nothing is laid out in vain. */
export function text(element, value) {
	if (element.textContent !== value)
		element.textContent = value;
}

/** Sets the attribute only where it changed; null removes it. */
export function attribute(element, name, value) {
	if (value === null)
		element.removeAttribute(name);
	else if (element.getAttribute(name) !== value)
		element.setAttribute(name, value);
}
