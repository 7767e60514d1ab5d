"""Particles that fall in a box, bounce off its walls and lose some speed; prints their energy now and then.

    python particles.py [STEPS]
    hotloop run particles.py [STEPS]

takes: python 2.9 s, hotloop run 0.06 s
"""

import sys

GRAVITY = -9.81
SIZE = 10.0
LOSS = 0.9


class Particle:
    def __init__(self, x, y, vx, vy, mass):
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.mass = mass
        self.bounces = 0

    def move(self, dt):
        self.vy += GRAVITY * dt
        self.x += self.vx * dt
        self.y += self.vy * dt

    def bounce(self):
        if self.x < 0.0 or self.x > SIZE:
            self.x = -self.x if self.x < 0.0 else 2.0 * SIZE - self.x
            self.vx = -self.vx * LOSS
            self.bounces += 1
        if self.y < 0.0:
            self.y = -self.y
            self.vy = -self.vy * LOSS
            self.bounces += 1

    @property
    def energy(self):
        return self.mass * (0.5 * (self.vx * self.vx + self.vy * self.vy) - GRAVITY * self.y)


class Box:
    def __init__(self, particles, dt):
        self.particles = particles
        self.dt = dt
        self.steps = 0

    def run(self, steps):
        for _ in range(steps):
            for particle in self.particles:
                particle.move(self.dt)
                particle.bounce()
            self.steps += 1

    def energy(self):
        total = 0.0
        for particle in self.particles:
            total += particle.energy
        return total


def scattered(count):
    """Particles here and there, each time the same."""
    state = 12345
    numbers = []
    for _ in range(4 * count):
        state = (state * 1103515245 + 12345) % 2**31
        numbers.append(state / 2**31)
    return [
        Particle(SIZE * x, SIZE * y, 8.0 * vx - 4.0, 8.0 * vy - 4.0, 1.0 + i % 3)
        for i, (x, y, vx, vy) in enumerate(zip(*[iter(numbers)] * 4))
    ]


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000
    box = Box(scattered(1000), 0.001)
    for _ in range(4):
        box.run(steps // 4)
        print(f"step {box.steps}: energy {box.energy():.6f}")
    print(f"{sum(particle.bounces for particle in box.particles)} bounces")


main()
