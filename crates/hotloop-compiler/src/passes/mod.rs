//! The passes, in order. Each keeps the module valid and its meaning; none looks at source text.

mod bounds;
mod divergence;
mod exposed;
mod forward;
pub(crate) mod graph;
mod independence;
mod known;
mod lanes;
mod leaving;
mod names;
mod narrow;
mod places;
mod plan;
mod promote;
#[cfg(test)]
mod properties;
mod reductions;
mod sharing;
mod sink;
mod sweep;
mod undo;
mod vectorize;

use crate::ir::{Module, print};
use crate::report::{LoopReport, Stages};
use crate::{KernelInfo, Options};
use graph::Graph;
pub use graph::walk;
use sweep::named_by_exits;

/// A pass over the entry function.
type Pass = fn(&mut Graph);

/// What is done to the entry function before its loops are looked at.
const PASSES: &[(&str, Pass)] = &[
    ("names", names::names),
    ("forward", forward::forward),
    ("narrow", narrow::narrow),
    ("sink", sink::sink),
    ("bounds", |graph| bounds::bounds(graph, &[], &[])),
];

/// All passes. `harmless`: snippets that print numbers only. `loops` learns what became of each loop.
pub fn run(
    module: &mut Module,
    harmless: &[bool],
    loops: &mut [LoopReport],
    options: &Options,
    stages: &mut Stages,
) -> Vec<KernelInfo> {
    for function in &mut module.functions {
        let mut graph = Graph::new(std::mem::take(function));
        for (_, pass) in PASSES {
            pass(&mut graph);
            sweep::sweep(&mut graph, &Default::default());
        }
        *function = graph.function;
        undo::undo_in_called(function);
    }
    let mut graph = Graph::new(std::mem::take(&mut module.entry));
    for (name, pass) in PASSES {
        stages.time(name, || pass(&mut graph));
        let kept = named_by_exits(&graph.function.body, &module.exits);
        sweep::sweep(&mut graph, &kept);
        show(stages, name, module, &graph);
    }
    let mut kernels = vectorize::Kernels {
        functions: vec![],
        infos: vec![],
        behind: Default::default(),
        exits: &mut module.exits,
        loops,
        options,
        harmless,
    };
    stages.time("vectorize", || vectorize::vectorize(&mut graph, &mut kernels));
    let vectorize::Kernels { functions, infos, behind, .. } = kernels;
    stages.time("known", || known::known(&mut graph, &mut module.exits, &behind));
    module.kernels = functions;
    show(stages, "vectorize", module, &graph);
    module.entry = graph.function;
    stages.time("undo", || undo::undo(&mut module.entry));
    infos
}

fn show(stages: &mut Stages, name: &str, module: &Module, graph: &Graph) {
    stages.show(name, || print(&Module { entry: graph.function.clone(), ..module.clone() }));
}
