// The page of the tour: times in tables and charts, the picture, the steps, the tools that took part.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { groupsOf, machineOf } from "../data/tour";
import type { Peer, TourDocument } from "../document";
import { Command } from "../parts/Command";
import { Search } from "../parts/Search";
import { type Column, Table } from "../parts/Table";
import { OpenView, openView, Tabs, type View } from "../parts/Tabs";
import { TourPicture } from "../views/TourPicture";
import { TourSteps } from "../views/TourSteps";
import { TourTimes } from "../views/TourTimes";

export function TourPage({ document }: { document: TourDocument }): JSX.Element {
  const groups = useMemo(() => groupsOf(document), [document]);
  const views: View[] = [
    { id: "times", label: "Times", show: () => <TourTimes groups={groups} /> },
    { id: "picture", label: "Picture", show: () => <TourPicture picture={document.picture} /> },
    { id: "steps", label: "Steps", show: () => <TourSteps steps={document.steps ?? []} /> },
    { id: "tools", label: "Tools", show: () => <Tools document={document} /> },
  ];
  const open = openView(views);
  return (
    <>
      <div class="tools">
        <Tabs label="Views" views={views} />
        {open.id === "times" && <Search label="Search tools, programs" />}
      </div>
      <OpenView views={views} />
    </>
  );
}

const COLUMNS: Column<Peer>[] = [
  {
    id: "name",
    header: "Tool",
    align: "left",
    value: (peer) => peer.name,
    cell: (peer) => (
      <>
        <strong>{peer.name}</strong>
        <span class="faint place">{peer.about}</span>
      </>
    ),
  },
  {
    id: "version",
    header: "Version",
    align: "left",
    value: (peer) => peer.version,
    cell: (peer) => peer.version ?? "not\u00a0installed",
  },
  {
    id: "install",
    header: "To install it",
    align: "left",
    value: (peer) => peer.install,
    cell: (peer) => (peer.install && !peer.version ? <Command text={peer.install} /> : ""),
  },
];

function Tools({ document }: { document: TourDocument }): JSX.Element {
  const machine = machineOf(document);
  return (
    <>
      <section class="group">
        <h2>Tools</h2>
        <Table
          label="Tools"
          columns={COLUMNS}
          rows={document.peers ?? []}
          keyOf={(peer) => peer.name}
          empty="No tool but hotloop took part."
        />
      </section>
      {machine.length > 0 && (
        <section class="group">
          <h2>Machine</h2>
          <dl class="machine">
            {machine.map(({ name, label, value }) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
