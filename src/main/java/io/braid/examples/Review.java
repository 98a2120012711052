package io.braid.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/**
 * One invented review, as a row tells it.
 *
 * @param number counts the reviews from 1
 * @param time when it was written
 * @param text the review itself; never a quotation mark in it
 * @param clauses the statements that the text makes, in order
 * @param topic index into {@link ReviewTruth#TOPICS}, or -1 where hidden
 * @param sentiment from -1 to 1 with two decimals, or {@code NaN} where hidden
 */
record Review(int number, LocalDateTime time, String text, List<Clause> clauses, int topic, double sentiment) {

    /** The names of the columns of {@link #row}. */
    static final String HEADER = "review_id,written_at,text,topic,sentiment";

    /** The review as a line of CSV, without the line's end; what is missing is an empty cell. */
    String row() {
        return String.format(Locale.ROOT, "R%06d", number)
                + ','
                + time
                + ",\""
                + text
                + "\","
                + (topic < 0 ? "" : ReviewTruth.TOPICS.get(topic))
                + ','
                + (Double.isNaN(sentiment)
                        ? ""
                        : BigDecimal.valueOf(sentiment)
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .toPlainString());
    }
}
