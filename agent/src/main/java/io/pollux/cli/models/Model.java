package io.pollux.cli.models;

/**
 * A model of models.def.
 *
 * @param family  its name in the books
 * @param refused why this system can't have it, an errno's name; else null
 */
public record Model(int index, String name, String family, String about, String refused) {
}
