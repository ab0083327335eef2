/* Light, dark, or what the system has. */
const CHOICES = ['', 'light', 'dark'];
const KEY = 'pollux-theme';

/** Applies what was chosen last; `changed` is called whenever colours change. */
export function start(button, changed) {
	apply(stored());
	button.addEventListener('click', () => {
		next();
		changed();
	});
	matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
}

function stored() {
	try {
		return localStorage.getItem(KEY) || '';
	} catch {
		return ''; // storage is switched off
	}
}

function next() {
	const choice = CHOICES[(CHOICES.indexOf(document.documentElement.dataset.theme || '') + 1) % CHOICES.length];
	apply(choice);
	try {
		localStorage.setItem(KEY, choice);
	} catch {
		// storage is switched off: the choice lasts as long as the page
	}
}

function apply(choice) {
	if (CHOICES.includes(choice) && choice)
		document.documentElement.dataset.theme = choice;
	else
		delete document.documentElement.dataset.theme;
}

/** A colour of the stylesheet by its variable. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
