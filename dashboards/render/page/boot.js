/* Fills the registries of @grafana/data that Grafana fills when it starts; nothing may be drawn before. */
import {
    FieldConfigOptionsRegistry, identityOverrideProcessor, standardFieldConfigEditorRegistry, standardTransformers, standardTransformersRegistry,
} from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';

const STANDARD = ['color', 'decimals', 'description', 'displayName', 'filterable', 'links', 'mappings', 'max', 'min', 'noValue', 'thresholds', 'unit'];

function property(id, isCustom) {
    return {
        id: isCustom ? `custom.${id}` : id, path: id, name: id, isCustom, process: identityOverrideProcessor, shouldApply: () => true,
        override: () => null, editor: () => null,
    };
}

/** Which options a field can have: the standard ones, and those that a panel's own JSON names. */
export function fieldOptions(fieldConfig) {
    const custom = new Set(Object.keys(fieldConfig.defaults.custom ?? {}));
    for (const rule of fieldConfig.overrides)
        for (const { id } of rule.properties)
            if (id.startsWith('custom.'))
                custom.add(id.slice('custom.'.length));
    return new FieldConfigOptionsRegistry(() => [...STANDARD.map((id) => property(id, false)), ...[...custom].map((id) => property(id, true))]);
}

function transformers() {
    const byId = new Map(Object.values(standardTransformers).map((info) => [info.id, info])); // joinByField is there twice
    return [...byId.values()].map((info) => ({ id: info.id, name: info.name, transformation: () => Promise.resolve(info), editor: () => null }));
}

export async function boot() {
    window.__grafana_public_path__ = '/public/';
    await initPluginTranslations('grafana', []);
    standardFieldConfigEditorRegistry.setInit(() => STANDARD.map((id) => property(id, false)));
    standardTransformersRegistry.setInit(transformers);
}
