import { expect, it } from '@jest/globals';
import { toMermaid } from './mermaid.ts';
import { parseDiagram } from './parse-diagram.ts';

it('draws the same in Mermaid', () => {
  const { diagram } = parseDiagram(`@startuml x
title Agent: "CI"
actor "Agent <b>" as A <<Agent>>
participant CI
== propose ==
[-> A : wake
A -> CI : open request; end #1
CI --> A : return <script>
alt pass
A -> CI : merge
else fail
break
' @end
CI -> A : close
end
end
opt maybe
end
par
CI -> CI : run a
else other
CI -> CI : run b
end
critical
end
group checks
CI -> CI : look
end
loop 1..3
end
note over A : one
note right : all
ref over A, CI : build
CI ->] : leave
@enduml`);
  expect(toMermaid(diagram)).toBe(`---
title: "Agent: \\"CI\\""
---
sequenceDiagram
  participant left as ·
  actor p1 as «Agent» Agent #60;b#62;
  participant p2 as CI
  participant right as ·
  Note over p1,p2: == propose ==
  left->>p1: wake
  p1->>p2: open request#59; #101;nd #35;1
  p2-->>p1: return #60;script#62;
  alt pass
    p1->>p2: merge
  else fail
    break
      p2->>p1: close
    end
  end
  opt maybe
  end
  par
    p2->>p2: run a
  and other
    p2->>p2: run b
  end
  critical
  end
  rect rgb(245, 245, 245)
    Note over p1,p2: checks
    p2->>p2: look
  end
  loop 1..3
  end
  Note over p1: one
  Note over p1,p2: all
  Note over p1,p2: ref#58; build
  p2->>right: leave
`);
});
