"""The Sun and its four large planets, moved by their gravity; prints the energy before and after.

    python nbody.py [STEPS]
    hotloop run nbody.py [STEPS]

takes: python 2.7 s, hotloop run 0.09 s
"""

import math
import sys

DAYS_PER_YEAR = 365.24
SOLAR_MASS = 4 * math.pi**2

# Position in astronomical units, velocity in those per day, mass in that of the Sun.
BODIES = [
    ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 1.0),
    (
        (4.84143144246472090, -1.16032004402742839, -0.103622044471123109),
        (0.00166007664274403694, 0.00769901118419740425, -0.0000690460016972063023),
        0.000954791938424326609,
    ),
    (
        (8.34336671824457987, 4.12479856412430479, -0.403523417114321381),
        (-0.00276742510726411, 0.00499852801234917238, 0.0000230417297573763929),
        0.000285885980666130812,
    ),
    (
        (12.8943695621391310, -15.1111514016986312, -0.223307578892655734),
        (0.00296460137564761618, 0.00237847173959480950, -0.0000296589568540237556),
        0.0000436624404335156298,
    ),
    (
        (15.3796971148509165, -25.9193146099879641, 0.179258772950371181),
        (0.00268067772490389322, 0.00162824170038242295, -0.0000951592254519715870),
        0.0000515138902046611451,
    ),
]


def advance(x, y, z, vx, vy, vz, mass, dt, steps):
    n = len(mass)
    for step in range(steps):
        for i in range(n):
            for j in range(i + 1, n):
                dx = x[i] - x[j]
                dy = y[i] - y[j]
                dz = z[i] - z[j]
                squared = dx * dx + dy * dy + dz * dz
                pull = dt / (squared * math.sqrt(squared))
                vx[i] -= dx * mass[j] * pull
                vy[i] -= dy * mass[j] * pull
                vz[i] -= dz * mass[j] * pull
                vx[j] += dx * mass[i] * pull
                vy[j] += dy * mass[i] * pull
                vz[j] += dz * mass[i] * pull
        for i in range(n):
            x[i] += dt * vx[i]
            y[i] += dt * vy[i]
            z[i] += dt * vz[i]


def energy(x, y, z, vx, vy, vz, mass):
    total = 0.0
    for i in range(len(mass)):
        total += 0.5 * mass[i] * (vx[i] ** 2 + vy[i] ** 2 + vz[i] ** 2)
        for j in range(i + 1, len(mass)):
            distance = math.sqrt((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 + (z[i] - z[j]) ** 2)
            total -= mass[i] * mass[j] / distance
    return total


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 700_000
    x, y, z = ([position[axis] for position, _, _ in BODIES] for axis in range(3))
    vx, vy, vz = ([velocity[axis] * DAYS_PER_YEAR for _, velocity, _ in BODIES] for axis in range(3))
    mass = [share * SOLAR_MASS for _, _, share in BODIES]
    # The Sun moves so that the centre of mass stays where it is.
    vx[0] = -sum(v * m for v, m in zip(vx, mass)) / mass[0]
    vy[0] = -sum(v * m for v, m in zip(vy, mass)) / mass[0]
    vz[0] = -sum(v * m for v, m in zip(vz, mass)) / mass[0]
    print(f"energy {energy(x, y, z, vx, vy, vz, mass):.9f}")
    advance(x, y, z, vx, vy, vz, mass, 0.01, steps)
    print(f"energy {energy(x, y, z, vx, vy, vz, mass):.9f} after {steps} steps")


if __name__ == "__main__":
    main()
