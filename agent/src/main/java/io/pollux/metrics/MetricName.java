package io.pollux.metrics;

import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * What a column is exported as, from its description: {@code io_calls{op=read,result=ok}}.
 *
 * @param family name without the prefix and without _total
 * @param labels names of the labels that set the family's columns apart
 * @param values their values for this column
 */
record MetricName(String family, List<String> labels, List<String> values) {

    /** Null when the column is not exported. */
    static MetricName of(Field column) {
        String text = column.metric();
        if (text.isEmpty()) {
            return null;
        }
        int brace = text.indexOf('{');
        List<String> labels = new ArrayList<>();
        List<String> values = new ArrayList<>();
        if (brace >= 0) {
            for (String pair : text.substring(brace + 1, text.length() - 1).split(",")) {
                int equals = pair.indexOf('=');
                labels.add(pair.substring(0, equals).trim());
                values.add(pair.substring(equals + 1).trim());
            }
        }
        return new MetricName(brace < 0 ? text : text.substring(0, brace), labels, values);
    }

    /** "op=read,result=ok", empty for a column that is a family by itself. */
    String labelled() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < labels.size(); i++) {
            text.append(i == 0 ? "" : ",").append(labels.get(i)).append('=').append(values.get(i));
        }
        return text.toString();
    }
}
