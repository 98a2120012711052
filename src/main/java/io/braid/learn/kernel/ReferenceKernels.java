package io.braid.learn.kernel;

import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The definition of what is right, in ND4J's own operations: no flag is needed, and at the sizes of an online model it is some ten
 * times slower than {@link VectorKernels}.
 */
public final class ReferenceKernels implements Kernels {
    @Override
    public String description() {
        return "ND4J's operations";
    }

    @Override
    public int lanes() {
        return 0;
    }

    @Override
    public void multiply(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        multiply(m, n, k, () -> a.view(m, k).mmul(b.view(k, n)), beta, c);
    }

    @Override
    public void multiplyTransposedLeft(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        multiply(m, n, k, () -> a.view(k, m).transpose().mmul(b.view(k, n)), beta, c);
    }

    @Override
    public void multiplyTransposedRight(int m, int n, int k, Matrix a, Matrix b, float beta, Matrix c) {
        multiply(m, n, k, () -> a.view(m, k).mmul(b.view(n, k).transpose()), beta, c);
    }

    private static void multiply(int m, int n, int k, Supplier<INDArray> product, float beta, Matrix c) {
        if (m == 0 || n == 0) {
            return;
        }
        INDArray target = c.view(m, n);
        INDArray kept = beta == 0 ? Nd4j.zeros(DataType.FLOAT, m, n) : target.mul(beta);
        target.assign(k == 0 ? kept : kept.addi(product.get()));
    }

    @Override
    public double squaredNorm(Matrix values, int count) {
        if (count == 0) {
            return 0;
        }
        INDArray vector = values.row(0, count);
        return vector.mul(vector).sumNumber().doubleValue();
    }

    @Override
    public void rectify(int rows, int columns, Matrix values) {
        if (rows > 0) {
            BooleanIndexing.replaceWhere(values.view(rows, columns), 0, Conditions.lessThan(0));
        }
    }

    @Override
    public void rectifySlopes(int rows, int columns, Matrix values, Matrix slopes) {
        if (rows > 0) {
            slopes.view(rows, columns).muli(values.view(rows, columns).gt(0).castTo(DataType.FLOAT));
        }
    }

    @Override
    public void gather(int first, int examples, int[] ends, int[] rows, int dim, Matrix table, Matrix target) {
        for (int example = 0; example < examples; example++) {
            int start = start(ends, first + example);
            int end = ends[first + example];
            INDArray sum = target.row(example, dim).assign(0);
            for (int place = start; place < end; place++) {
                sum.addi(table.row(rows[place], dim));
            }
            sum.divi(Math.sqrt(Math.max(1, end - start)));
        }
    }

    @Override
    public void scatter(int first, int examples, int[] ends, int[] slots, int dim, Matrix slopes, Matrix gradients) {
        for (int example = 0; example < examples; example++) {
            int start = start(ends, first + example);
            int end = ends[first + example];
            INDArray share = slopes.row(example, dim).div(Math.sqrt(Math.max(1, end - start)));
            for (int place = start; place < end; place++) {
                if (slots[place] >= 0) {
                    gradients.row(slots[place], dim).addi(share);
                }
            }
        }
    }

    private static int start(int[] ends, int example) {
        return example == 0 ? 0 : ends[example - 1];
    }

    @Override
    public double logistic(TaskOutputs task, int examples, float weight) {
        if (examples == 0) {
            return 0;
        }
        INDArray z = task.raw().view(1, examples);
        INDArray y = labels(task, examples);
        INDArray p = Transforms.sigmoid(z, true);
        INDArray losses = Transforms.max(z, 0, true)
                .sub(y.mul(z))
                .add(Transforms.log(
                        Transforms.exp(Transforms.abs(z, true).neg()).add(1)));
        return finish(losses, p, p.sub(y), task, examples, weight);
    }

    @Override
    public double softmax(TaskOutputs task, int examples, float weight) {
        if (examples == 0) {
            return 0;
        }
        INDArray z = task.raw().view(task.count(), examples);
        INDArray y = labels(task, examples);
        INDArray truth = Nd4j.zeros(DataType.FLOAT, task.count(), examples);
        for (int example = 0; example < examples; example++) {
            truth.putScalar((int) y.getFloat(0, example), example, 1);
        }
        INDArray largest = z.max(true, 0);
        INDArray e = Transforms.exp(z.subRowVector(largest));
        INDArray sum = e.sum(true, 0);
        INDArray p = e.divRowVector(sum);
        for (int example = 0; example < examples; example++) {
            // Where there is one example alone, ND4J divides by 1e-5 instead of a sum that is no number.
            for (int k = 0; k < task.count() && Float.isNaN(sum.getFloat(0, example)); k++) {
                p.putScalar(k, example, Float.NaN);
            }
        }
        INDArray losses = Transforms.log(sum).add(largest).sub(truth.mul(z).sum(true, 0));
        return finish(losses, p, p.sub(truth), task, examples, weight);
    }

    @Override
    public double squaredError(TaskOutputs task, int examples, float weight) {
        if (examples == 0) {
            return 0;
        }
        INDArray z = task.raw().view(1, examples);
        INDArray error = z.sub(labels(task, examples));
        return finish(error.mul(error), z, error.mul(2), task, examples, weight);
    }

    @Override
    public double huber(float delta, TaskOutputs task, int examples, float weight) {
        if (examples == 0) {
            return 0;
        }
        INDArray z = task.raw().view(1, examples);
        INDArray error = z.sub(labels(task, examples));
        INDArray cut = Transforms.min(Transforms.max(error, -delta, true), delta, true);
        INDArray losses = cut.mul(error.sub(cut.mul(0.5)));
        return finish(losses, z, cut, task, examples, weight);
    }

    @Override
    public double poisson(float limit, TaskOutputs task, int examples, float weight) {
        if (examples == 0) {
            return 0;
        }
        INDArray z = task.raw().view(1, examples);
        INDArray y = labels(task, examples);
        INDArray slope = Transforms.exp(Transforms.min(z, limit, true));
        INDArray rate = slope.mul(Transforms.max(z.sub(limit), 0, true).add(1));
        return finish(rate.sub(y.mul(z)), rate, slope.sub(y), task, examples, weight);
    }

    /** The targets, zero where there is none. */
    private static INDArray labels(TaskOutputs task, int examples) {
        INDArray labels = task.targets().view(1, examples).dup();
        BooleanIndexing.replaceWhere(labels, 0, Conditions.isNan());
        return labels;
    }

    private static double finish(
            INDArray losses, INDArray prediction, INDArray slope, TaskOutputs task, int examples, float weight) {
        INDArray y = task.targets().view(1, examples);
        INDArray labelled = y.eq(y).castTo(DataType.FLOAT);
        task.predictions().view(task.count(), examples).assign(prediction);
        task.slopes().view(task.count(), examples).assign(slope.mul(weight).mulRowVector(labelled));
        return losses.mul(labelled).sumNumber().doubleValue();
    }

    /** How many stretches there are to move: ND4J has no arithmetic on empty arrays. */
    private static int count(Stretches s) {
        return s.length == 0 ? 0 : s.count;
    }

    private static INDArray part(Block block, int offset, int length) {
        return block.array().get(NDArrayIndex.interval(offset, offset + (long) length));
    }

    private static INDArray gradient(Stretches s, int each, float factor) {
        return part(s.gradient, s.gradientOffset + each * s.length, s.length).mul(factor);
    }

    @Override
    public void adam(Stretches s, float factor, float rate, float keepMean, float keepSquare, float epsilon) {
        for (int each = 0; each < count(s); each++) {
            INDArray g = gradient(s, each, factor);
            INDArray mean = part(s.state[0], s.offsets[each], s.length);
            INDArray square = part(s.state[1], s.offsets[each], s.length);
            mean.muli(keepMean).addi(g.mul(1 - keepMean)).addi(FLUSH).subi(FLUSH);
            square.muli(keepSquare)
                    .addi(g.mul(g).mul(1 - keepSquare))
                    .addi(FLUSH)
                    .subi(FLUSH);
            part(s.weights, s.offsets[each], s.length)
                    .subi(mean.mul(rate).div(Transforms.sqrt(square, true).add(epsilon)));
        }
    }

    @Override
    public void adaGrad(Stretches s, float factor, float rate, float epsilon) {
        for (int each = 0; each < count(s); each++) {
            INDArray g = gradient(s, each, factor);
            INDArray sum = part(s.state[0], s.offsets[each], s.length).addi(g.mul(g));
            part(s.weights, s.offsets[each], s.length)
                    .subi(g.mul(rate).div(Transforms.sqrt(sum, true).add(epsilon)));
        }
    }

    @Override
    public void momentum(Stretches s, float factor, float rate, float keep) {
        for (int each = 0; each < count(s); each++) {
            INDArray velocity = part(s.state[0], s.offsets[each], s.length);
            velocity.muli(keep).addi(gradient(s, each, factor));
            part(s.weights, s.offsets[each], s.length).subi(velocity.mul(rate));
        }
    }

    @Override
    public void ftrl(Stretches s, float factor, float alpha, float beta, float l1, float l2) {
        for (int each = 0; each < count(s); each++) {
            INDArray g = gradient(s, each, factor);
            INDArray linear = part(s.state[0], s.offsets[each], s.length);
            INDArray square = part(s.state[1], s.offsets[each], s.length);
            INDArray weights = part(s.weights, s.offsets[each], s.length);
            INDArray before = Transforms.sqrt(square, true);
            square.addi(g.mul(g));
            INDArray root = Transforms.sqrt(square, true);
            linear.addi(g.sub(root.sub(before).div(alpha).mul(weights)));
            INDArray beyond = Transforms.max(Transforms.abs(linear, true).sub(l1), 0, true);
            INDArray sign = Transforms.sign(linear, true);
            weights.assign(sign.neg().mul(beyond).div(root.add(beta).div(alpha).add(l2)));
        }
    }
}
