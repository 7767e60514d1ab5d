// Collatz step counts by hand for AVX2, which has no 64-bit multiply and no arithmetic shift of 64 bits: what any
// compiler can reach there, since this may know that no number is negative. In GCC's vectors of four.
//
//   collatz(40000, steps);    // steps[i]: from i + 1 down to 1; false where a number outgrows 64 bits

#include <stdbool.h>
#include <stdint.h>

typedef int64_t lanes __attribute__((vector_size(32)));
typedef uint64_t unsigned_lanes __attribute__((vector_size(32)));
enum { VECTORS = 4, STRIP = 4 * VECTORS };

static lanes select(lanes mask, lanes a, lanes b) { return (mask & a) | (~mask & b); }
static bool any(lanes mask) { return mask[0] | mask[1] | mask[2] | mask[3]; }

bool collatz(int64_t size, int64_t *steps) {
    for (int64_t start = 0; start + STRIP <= size; start += STRIP) {
        lanes n[VECTORS], count[VECTORS], live, outgrown = {0};
        for (int v = 0; v < VECTORS; v++) {
            int64_t first = start + 4 * v + 1;
            n[v] = (lanes){first, first + 1, first + 2, first + 3};
            count[v] = (lanes){0};
        }
        do {
            live = (lanes){0};
            for (int v = 0; v < VECTORS; v++) {
                lanes going = n[v] != 1, odd = (n[v] & 1) == 1;
                lanes up = n[v] + n[v] + n[v] + 1, down = (lanes)((unsigned_lanes)n[v] >> 1);
                outgrown |= odd & (n[v] > INT64_MAX / 3 - 1);
                n[v] = select(going, select(odd, up, down), n[v]);
                count[v] -= going;
                live |= going;
            }
        } while (any(live));
        if (any(outgrown)) return false;
        for (int v = 0; v < VECTORS; v++)
            for (int lane = 0; lane < 4; lane++) steps[start + 4 * v + lane] = count[v][lane];
    }
    return true;
}
