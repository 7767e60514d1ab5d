// The steps between the tables: what each is about, its command, and what it printed.
import type { JSX } from "preact";
import type { TourStep } from "../document";
import { Command } from "../parts/Command";
import { Output } from "../parts/Output";
import { Prose } from "../parts/Prose";
import { time } from "../units";

export function TourSteps({ steps }: { steps: TourStep[] }): JSX.Element {
  if (steps.length === 0) {
    return (
      <div class="empty">
        <h2>No steps in this tour</h2>
        <Command text="hotloop tour" />
      </div>
    );
  }
  return (
    <div class="steps">
      <nav class="contents" aria-label="Steps">
        <ol>
          {steps.map((step) => (
            <li key={step.name}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  const heading = document.getElementById(`step-${step.name}`);
                  heading?.scrollIntoView();
                  heading?.focus();
                }}
              >
                {step.title}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div>
        {steps.map((step) => (
          <article key={step.name} class="step">
            <h2 id={`step-${step.name}`} tabIndex={-1}>
              {step.title}
            </h2>
            <p>
              <Prose text={step.about} />
            </p>
            <Command text={step.command} />
            <Output label={`Output of ${step.title}`} text={step.output} />
            {step.seconds != null && <p class="faint">It took {time(step.seconds * 1e9)}.</p>}
          </article>
        ))}
      </div>
    </div>
  );
}
