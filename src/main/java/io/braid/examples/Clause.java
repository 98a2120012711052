package io.braid.examples;

import io.braid.examples.ReviewLexicon.Word;

/**
 * One statement of a review, such as "the soup was not very good".
 *
 * @param subject the topic that the noun belongs to, or {@link ReviewLexicon#ANY}
 * @param noun what is judged
 * @param negation what turns the judgement round; empty with value 1 where there is none
 * @param degree what strengthens or weakens it; empty with value 1 where there is none
 * @param adjective the judgement
 * @param contrast whether it follows a "but", which makes it count twice
 */
record Clause(int subject, String noun, Word negation, Word degree, Word adjective, boolean contrast) {

    /** In place of a negation or a degree that is not there. */
    static final Word NOTHING = new Word("", 1);

    /** What the statement says, from -1, bad, to 1, good. */
    double value() {
        double judgement = adjective.value() * degree.value();
        return negation.value() * Math.max(-1, Math.min(1, judgement));
    }

    /** How much it counts in the review. */
    double weight() {
        return contrast ? 2 : 1;
    }

    /** What follows the verb: "not very good". */
    String judgement() {
        StringBuilder text = new StringBuilder();
        for (Word word : new Word[] {negation, degree}) {
            if (!word.text().isEmpty()) {
                text.append(word.text()).append(' ');
            }
        }
        return text.append(adjective.text()).toString();
    }
}
