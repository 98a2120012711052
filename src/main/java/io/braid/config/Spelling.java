package io.braid.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Spelling {

    private Spelling() {}

    /** The known word nearest to {@code word}, if one is near: a third of its letters wrong at most, and never over three. */
    static Optional<String> nearest(String word, Collection<String> known) {
        int limit = Math.min(3, Math.max(1, word.length() / 3));
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
                .filter(candidate -> distance(normal(word), normal(candidate)) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(normal(word), normal(candidate))));
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int replaced = distance[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (swapped(one, i, other, j)) {
                    best = Math.min(best, distance[i - 2][j - 2] + 1);
                }
                distance[i][j] = best;
            }
        }
        return distance[one.length()][other.length()];
    }

    private static boolean swapped(String one, int i, String other, int j) {
        return i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
