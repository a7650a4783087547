namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>How a diagram looks: light and dark, from a telephone's width upwards.</summary>
internal static class DiagramStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ground: #fbfcfd; --ink: #1b2530; --quiet: #66727f; --rule: #c6d0d9; --box: #ffffff;
          --vcpu: #2b6cb0; --sender: #2f855a; --device: #6b46c1; --processor: #b7791f; --lost: #c53030; --lostground: #fff0f0; --mark: #ffe08a; }
        @media (prefers-color-scheme: dark) { :root { --ground: #11161c; --ink: #e4eaf0; --quiet: #93a0ad; --rule: #38444f; --box: #1a222b;
          --vcpu: #63a4e8; --sender: #5fc08c; --device: #a98bf0; --processor: #dfae55; --lost: #f47c7c; --lostground: #331b1f; --mark: #6b5410; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: clamp(8px, 2vw, 28px); max-width: 1180px; background: var(--ground); color: var(--ink);
          font: clamp(11px, 0.55vw + 8.8px, 15px)/1.35 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        h1 { margin: 0 0 .2em; font-size: 1.45em; line-height: 1.2; }
        .about { margin: 0 0 1.2em; color: var(--quiet); }
        main { display: grid; grid-template-columns: 1.9em 2.7em repeat(4, minmax(0, 1fr)); row-gap: .45em; align-items: center; }
        .vcpu { --lane: var(--vcpu); } .sender { --lane: var(--sender); } .device { --lane: var(--device); } .processor { --lane: var(--processor); }
        h2 { grid-row: 1; align-self: end; justify-self: center; margin: 0 .3em .3em; padding: .25em .8em; border-radius: 2em; font-size: 1em;
          line-height: 1.2; text-align: center; color: var(--ground); background: var(--lane); }
        .life { align-self: stretch; justify-self: center; margin: -.75em 0 -.45em; border-left: 2px dashed var(--rule); }
        .number { grid-column: 1; justify-self: end; padding-right: .5em; color: var(--quiet); font-size: .85em; font-variant-numeric: tabular-nums; }
        .bracket { grid-column: 2; align-self: stretch; width: 1.25em; border-radius: .35em; overflow: hidden; writing-mode: vertical-rl;
          text-align: start; font-weight: 600; font-size: .75em; line-height: 1.25em; padding: .5em 0; white-space: nowrap; color: var(--ground); }
        .mode { justify-self: start; background: var(--vcpu); } .masked { justify-self: start; margin-left: 1.55em; background: var(--quiet); }
        .step { position: relative; z-index: 1; justify-self: center; width: calc(100% - .7em); padding: .35em .6em; border: 1px solid var(--rule);
          border-left: .3em solid var(--lane); border-radius: .4em; background: var(--box); overflow-wrap: break-word; }
        .minor { border-style: dotted dotted dotted solid; color: var(--quiet); }
        .swallowed { border-color: var(--lost); background: var(--lostground); box-shadow: 0 0 0 1px var(--lost); }
        .last { border-color: var(--lost); border-left-color: var(--lost); }
        mark { padding: 0 .2em; border-radius: .2em; background: var(--mark); color: inherit; font-weight: 600; }
        .message { position: relative; height: 0; margin: 0 calc(50% / var(--lanes)); border-top: 2px solid var(--ink); }
        .message::after { content: ""; position: absolute; top: -6px; border: 5px solid transparent; }
        .right::after { right: 0; border-left: 9px solid var(--ink); border-right: 0; }
        .left::after { left: 0; border-right: 9px solid var(--ink); border-left: 0; }
        #lost { grid-column: 1 / -1; position: relative; z-index: 1; margin-top: .5em; padding: .7em 1em; border: 2px solid var(--lost); border-radius: .5em;
          background: var(--lostground); }
        #lost h3 { margin: 0 0 .15em; font-size: 1.15em; color: var(--lost); } #lost h3::before { content: "\2717\00a0"; } #lost p { margin: 0; }
        @media (max-width: 520px) { main { grid-template-columns: 1.5em 2.5em repeat(4, minmax(0, 1fr)); } .step { padding: .25em .3em; width: calc(100% - .3em); }
          h2 { padding: .2em .4em; margin: 0 0 .3em; } }
        """;
}
