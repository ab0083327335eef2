/* Values of a dashboard's variables, as Grafana fills them in when everything is selected. */
import { ask } from './prometheus.js';

const LABEL_VALUES = /^label_values\((.+),\s*(\w+)\)$/;

/** @returns {name, label, text, value} of each variable, in the dashboard's order */
export async function resolve(dashboard, clock) {
    const resolved = [];
    for (const variable of dashboard.templating.list)
        resolved.push({ name: variable.name, label: variable.label ?? variable.name, ...await selected(variable, resolved, clock) });
    return resolved;
}

async function selected(variable, before, clock) {
    if (variable.type === 'datasource')
        return { text: 'Prometheus', value: 'prometheus' };
    if (variable.type !== 'query')
        throw new Error(`variable $${variable.name}: type ${variable.type} is not known here`);
    const [, selector, label] = variable.definition.match(LABEL_VALUES) ?? [];
    if (!label)
        throw new Error(`variable $${variable.name}: not label_values(selector, label): ${variable.definition}`);
    const series = await ask('query', { query: `count by (${label}) (${fill(selector, before)})`, time: clock.to });
    const values = series.map(({ metric }) => metric[label]).sort();
    if (!values.length)
        throw new Error(`variable $${variable.name} has no value`);
    return variable.includeAll ? { text: 'All', value: variable.allValue } : { text: values[0], value: values[0] };
}

/** An expression or a text with each variable's value in its place; `built` are Grafana's own, by name. */
export function fill(text, variables, built = {}) {
    const all = { ...built, ...Object.fromEntries(variables.map(({ name, value }) => [name, value])) };
    return text.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, name) => all[name] ?? whole);
}
