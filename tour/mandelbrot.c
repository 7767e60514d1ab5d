/* The Mandelbrot set in C: the loop of shedskin2.py, for what each option of a C compiler changes.
 *
 *     gcc -O3 mandelbrot.c -o mandelbrot -lm && ./mandelbrot 1000 1000
 *     hotloop flags mandelbrot.c 1000 1000
 *
 * The points and the order of the operations are those of the Python programs, so the sum must be theirs.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void calculate_z(const double *qx, const double *qy, long n, long maxiter, long *output) {
    for (long i = 0; i < n; i++) {
        double zx = 0.0, zy = 0.0;
        output[i] = 0;
        for (long iteration = 0; iteration < maxiter; iteration++) {
            double zx_new = (zx * zx - zy * zy) + qx[i];
            zy = (2 * (zx * zy)) + qy[i];
            zx = zx_new;
            if (zx * zx + zy * zy > 4.0) {
                output[i] = iteration;
                break;
            }
        }
    }
}

/* From `begin` as long as it is below `end`; the step is added each time, as the Python programs do. */
static long axis(double begin, double end, double step, double *out) {
    long n = 0;
    for (double at = begin; at < end; at += step) {
        if (out)
            out[n] = at;
        n++;
    }
    return n;
}

int main(int argc, char **argv) {
    long w = argc == 3 ? atol(argv[1]) : 0, maxiter = argc == 3 ? atol(argv[2]) : 0;
    if (w < 1 || maxiter < 1 || w > 100000) {
        fprintf(stderr, "mandelbrot: two whole numbers are expected: WIDTH MAXITER, for example 1000 1000\n");
        return 2;
    }
    /* The imaginary axis goes down from 1.3, which the programs write as a negative step and a negative end. */
    double x1 = -2.13, x2 = 0.77, y1 = -1.3, y2 = 1.3;
    double x_step = (x2 - x1) / w * 2, y_step = (y2 - y1) / w * 2;
    long columns = axis(x1, x2, x_step, NULL), rows = axis(-y2, -y1, y_step, NULL), n = columns * rows;
    double *x = malloc(columns * sizeof *x), *y = malloc(rows * sizeof *y);
    double *qx = malloc(n * sizeof *qx), *qy = malloc(n * sizeof *qy);
    long *output = malloc(n * sizeof *output), sum = 0;
    if (!x || !y || !qx || !qy || !output) {
        fprintf(stderr, "mandelbrot: not enough memory\n");
        return 2;
    }
    axis(x1, x2, x_step, x);
    axis(-y2, -y1, y_step, y);
    for (long i = 0; i < n; i++) {
        qx[i] = x[i % columns];
        qy[i] = -y[i / columns];
    }
    struct timespec before, after;
    clock_gettime(CLOCK_MONOTONIC, &before);
    calculate_z(qx, qy, n, maxiter, output);
    clock_gettime(CLOCK_MONOTONIC, &after);
    for (long i = 0; i < n; i++)
        sum += output[i];
    printf("Total elements: %ld\n", n);
    printf("Main took %f\n", (after.tv_sec - before.tv_sec) + (after.tv_nsec - before.tv_nsec) * 1e-9);
    printf("Total sum of elements (for validation): %ld\n", sum);
    return 0;
}
