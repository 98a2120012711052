package io.braid.drift;

import io.braid.ingest.Event;
import java.util.SplittableRandom;

/**
 * A market for electricity, after the data of Harries, "SPLICE-2 comparative evaluation: electricity pricing", 1999, but with
 * changes at known places: half-hourly demand and weather, whether the price goes up, the price, and how scarce supply is.
 *
 * <p>The price is a bent line of the demand, with a daily pattern; every change draws both anew, abruptly. How scarce supply is
 * never changes: a task whose head has to be left alone.
 */
final class MarketStream implements DriftStream {
    private static final int HALF_HOURS = 48;
    private static final double NOISE = 0.15;

    private final SplittableRandom random;
    private final long concept;
    private long index;
    private double demand;
    private double temperature;
    private double slope;
    private double scarce;
    private double bend;
    private double phase;
    private double heating;

    /** A stream whose concept changes every {@code concept} events. */
    MarketStream(long seed, long concept) {
        this.random = new SplittableRandom(seed);
        this.concept = concept;
        change();
    }

    private void change() {
        slope = 0.3 + random.nextDouble();
        scarce = 1 + 2 * random.nextDouble();
        bend = 2 * random.nextDouble() - 1;
        phase = 2 * Math.PI * random.nextDouble();
        heating = 2 * random.nextDouble() - 1;
    }

    @Override
    public String model() {
        return """
            features:
              - {name: sine, type: numeric}
              - {name: cosine, type: numeric}
              - {name: demand, type: numeric}
              - {name: temperature, type: numeric}
              - {name: wind, type: numeric}
            tasks:
              - {name: up, type: binary}
              - {name: price, type: regression}
              - {name: supply, type: multiclass, classes: [ample, tight, short]}
            """;
    }

    @Override
    public Event next() {
        if (index > 0 && index % concept == 0) {
            change();
        }
        double hour = 2 * Math.PI * (index % HALF_HOURS) / HALF_HOURS;
        demand = 0.9 * demand + 0.4 * random.nextGaussian();
        temperature = 0.95 * temperature + 0.3 * random.nextGaussian();
        double wind = random.nextGaussian();
        double need = demand + 0.5 * Math.sin(hour);
        double level = slope * need
                + scarce * Math.max(0, need - bend)
                + Math.sin(hour + phase)
                + heating * Math.abs(temperature);
        double price = level + NOISE * random.nextGaussian();
        double supply = need - 0.7 * wind + 0.3 * random.nextGaussian();
        double[] x = {Math.sin(hour), Math.cos(hour), demand, temperature, wind};
        double up = price > 1 ? 1 : 0;
        return DriftStream.event(index++, x, up, price, supply < -0.5 ? 0 : supply < 0.8 ? 1 : 2);
    }
}
