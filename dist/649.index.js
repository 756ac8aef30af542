const un=649,pn=[649,404],fn={31450:((Z,S,l)=>{l.d(S,{_:()=>w});var o=l(47391),m=l(41368);const w=async({outputs:f,read:I})=>{const N=await(0,o.n)(f,I);return N.ok?(0,m.W)(f.map(({path:P})=>P)):N}}),41368:((Z,S,l)=>{l.d(S,{W:()=>I});var o=l(51455),m=l(55955),w=l(48919),f=l(25972);const I=async N=>{for(const P of N){const C=await(0,w.C)(P);if(!C.ok)return C;try{await(0,o.rm)(P,{force:!0})}catch(A){return(0,f.E)(P,A)}}return(0,m.ok)(void 0)}}),27338:((Z,S,l)=>{l.d(S,{_:()=>m});var o=l(45145);const m=(w,f)=>(0,o.h)([{path:w,content:f}])}),89404:((Z,S,l)=>{l.r(S),l.d(S,{auditPorts:()=>j,compose:()=>L});var o=l(53931),m=l(40363),w=l(93701),f=l(90033),I=l(47391),N=l(27338),P=l(91575),C=l(69753),A=l(25820),F=l(79710);const B=(0,A.h)({name:"audit",stage:"command",event:"evidence-audited",summary:"Verifies a folder of evidence offline: bundles, digests, the chain of events, approvals, decisions.",inputs:{path:{type:"path",default:".interlock/out",description:"Folder with the evidence; nothing in it is trusted."},...F.A,"output-file":{type:"path",description:"Where the report (interlock/audit/v1) is written. Default: nowhere."}},outputs:{result:{description:"verified, failed or undecided."},"report-path":{description:"The report, where one was asked for."},failed:{description:"Number of checks that do not hold."},uncovered:{description:"Number of files that neither a signature nor an event names."}},permissions:{github:{},gitlab:"None: it reads a folder."}});var G=l(55606),c=l(36294),W=l(88305);const V={verified:"verified: everything that can be checked here holds",failed:"**failed**: something does not hold",undecided:"**undecided**: not everything could be checked"},_=["fails","unknown","holds","note"];function y({checks:x,coverage:g,links:R,result:T}){const te=_.flatMap(D=>x.filter(H=>H.state===D)),q=D=>D.length===0?"none":D.slice(0,50).map(c.ti).join(", ")+b(D.length-50);return[`Audit: ${V[T]}`,"",(0,W.Q)(["link","state","files"],R.map(({files:D,link:H,state:J})=>[H,J==="event"?"only an event":J,q(D)])),"",(0,W.Q)(["check","file","what was found"],te.slice(0,200).map(({file:D,says:H,state:J})=>[J==="note"?"not checked":J,D===""?"-":(0,c.ti)(D),(0,c.FV)(H)]))+b(te.length-200),"",`Bound by a trusted signature: ${q(g.signed)}`,"",`Named by an event that nothing signs: ${q(g.named)}`,"",`Not covered: ${q(g.uncovered)}`,"","Not checked at all: transparency logs, the time of signing, whether an approval was used twice, and what no file here tells."].join(`
`)}const b=x=>x>0?` \u2026 and ${x} more`:"";var $=l(55955),u=l(62198),k=l(10972),v=l(46046);const Y={verified:0,failed:1,undecided:3},p=async(x,g)=>{const R=await(0,v.c)(x,g);if(!R.ok)return R;const T=await(0,u.A)(x.path,g);if(!T.ok)return T;const te=T.value.map(({path:J})=>({input:"path",path:`${x.path}/${J}`})),q=await E(x,te,g.checkOutputs);if(!q.ok)return q;const D=(0,G.s)(T.value,{...R.value,verifyBundle:g.verifyBundle}),H=await Q(x.outputFile,D,g.writeFile);return H.ok?(g.reporter.summary(y(D)),(0,$.ok)({exitCode:Y[D.result],outputs:{result:D.result,reportPath:x.outputFile??"",failed:String(D.checks.filter(({state:J})=>J==="fails").length),uncovered:String(D.coverage.uncovered.length)}})):H};async function E(x,g,R){const T=await(0,k.W)((0,k.G)(x),g,R);return!T.ok||x.outputFile===void 0?T:R([{input:"output-file",path:x.outputFile}],g)}async function Q(x,g,R){return x===void 0?(0,$.ok)(void 0):R(x,`${JSON.stringify(g,null,2)}
`)}var X=l(19596);const j=x=>({listFolder:m.b,readFile:w.T,hashFile:f.D,checkOutputs:I.n,writeFile:N._,openRepository:P.h,verifyBundle:C.I,clock:o.m,reporter:x}),L=()=>(0,X.o)(B,p,({reporter:x})=>j(x))}),6649:((Z,S,l)=>{l.r(S),l.d(S,{compose:()=>sn});var o=l(31450),m=l(25820),w=l(79710);const f=(0,m.h)({name:"publish-report",stage:"account",event:"report-published",summary:"Writes what a folder of evidence says of a change, and whether it holds, as one HTML file.",inputs:{path:{type:"path",default:".interlock/out",description:"Folder with the evidence; nothing in it is trusted."},...w.A,"base-sbom":{type:"path",description:"CycloneDX SBOM (JSON) of the base, to compare the dependencies with. Default: nothing is compared."},"ledger-check":{type:"path",description:"What verify-ledger answered (interlock/ledger-check/v1), with the case of the change among its cases. Never one of the folder. Default: no ledger is shown."},"diagram-check":{type:"path",description:"What check-diagrams answered about the case of the change (interlock/diagram-check/v1). Never one of the folder. Default: no diagram is shown."},drawing:{type:"path",description:"SVG of that diagram (check-diagrams with render: write), shown as an image that loads nothing. Default: only the table of its messages."},"output-file":{type:"path",default:"report.html",description:"Where the report is written: not over a file of the folder."}},outputs:{"report-path":{description:"The report."},"report-digest":{description:"SHA-256 of the report."},decision:{description:"The worst decision of the verdicts: undecided, blocked, needs-approval, merge or none."},evidence:{description:"What the audit of the folder answers: verified, failed or undecided."}},permissions:{github:{contents:{level:"read",why:"to read the lists of signers and approvers from the base"}},gitlab:"None beyond the job token."}});var I=l(55606),N=l(58668),P=l(55955),C=l(86186),A=l(77598);const F=(e,n)=>`${e} ${n}${e===1?"":"s"}`;var B=l(36294);class G{#e;constructor(n){this.#e=n}toString(){return this.#e}}function c(e,...n){return new G(e.map((t,a)=>a===0?t:V(n[a-1])+t).join(""))}function W(e){return new G(e)}function V(e){return e===void 0?"":e instanceof G?e.toString():typeof e=="string"?(0,B.ZD)(e):typeof e=="number"?String(e):e.map(V).join("")}const _={good:"\u2713",attention:"!",bad:"\u2715",plain:"\u2013"};function y(e,n){return c`<span class="badge ${e}"><span class="sign" aria-hidden="true">${_[e]}</span>${n}</span>`}function b(e){return c`<code>${e}</code>`}function $(e){const[n,t]=e.startsWith("sha256:")?["sha256:",e.slice(7)]:["",e];return/^[0-9a-f]{40,64}$/.test(t)?c`<code class="digest">${n}${t.slice(0,12)}<span class="rest">${t.slice(12)}</span></code>`:b(e)}const u=/^https:\/\/[A-Za-z0-9.-]{1,200}\/[\w./-]{1,300}\/(?:actions\/runs\/\d{1,20}(?:\/attempts\/\d{1,4})?|-\/(?:pipelines|jobs)\/\d{1,20})$/;function k(e){return!u.test(e)||e.includes("..")?c`${e}`:c`<a href="${e}" rel="noreferrer noopener">${e}</a>`}function v({caption:e,columns:n,empty:t,most:a=1e3,rows:r}){if(r.length===0)return p(t);const i=s=>n[s]?.is??"text",d=r.length-a;return Y(e,c`<table>
        <caption>
          ${e}
        </caption>
        <thead>
          <tr>
            ${n.map(({name:s},h)=>c`<th scope="col" class="${i(h)}">${s}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${r.slice(0,a).map(s=>E(s,i))}
        </tbody>
      </table>
      ${d>0?c`<p class="more">${d} more rows are in the evidence and not shown here.</p>`:void 0}`)}function Y(e,n){return c`<div class="frame" tabindex="0" role="region" aria-label="${e}">${n}</div> `}function p(e){return c`<p class="missing">${e}</p> `}function E(e,n){return c`<tr>
    ${e.map((t,a)=>a===0?c`<th scope="row" class="${n(a)}">${t}</th>`:c`<td class="${n(a)}">${t}</td>`)}
  </tr> `}const Q=["fails","unknown","holds","note"],X={fails:{tone:"bad",word:"fails"},unknown:{tone:"attention",word:"not verified"},holds:{tone:"good",word:"holds"},note:{tone:"plain",word:"not checked"}},j={verified:{tone:"good",says:"Everything that can be checked here holds."},failed:{tone:"bad",says:"Something does not hold. What this report says rests on evidence that was changed or is wrong."},undecided:{tone:"attention",says:"Not everything could be verified: what follows is what the files say, unproven."}},L=e=>j[e];function x(e){const{checks:n,result:t}=e.audit,a=r=>n.filter(i=>i.state===r).length;return{id:"evidence",title:"Evidence",tone:j[t].tone,summary:`${t}: ${a("holds")} of ${F(n.length-a("note"),"check")} hold, ${a("fails")} fail, ${a("unknown")} not verified`,content:[c`<p class="notice ${j[t].tone}">${j[t].says}</p>`,g(e),T(n),te(e),c`<p class="note">
        Not checked at all: transparency logs, the time of signing, whether an approval was used twice, and what no file
        here tells.
      </p>`]}}function g(e){const n=e.audit.links.map(({files:t,link:a,state:r})=>c`<li class="${r}">
        <h3>${a}</h3>
        ${r==="present"?c`<ul>
                ${t.map(i=>c`<li>${b(i)} ${R(e,i)}</li>`)}
              </ul>`:c`<p class="missing">${r==="event"?"Only an event tells of it.":"Not in the evidence."}</p>`}
      </li>`);return c`<ol class="chain" aria-label="Evidence chain">
    ${n}
  </ol>`}function R({audit:e,digests:n},t){const a=e.checks.filter(d=>d.file===t),r=Q.find(d=>a.some(s=>s.state===d)),i=n.get(t);return[r===void 0?y("plain","no check"):y(X[r].tone,X[r].word),i===void 0?"":c` ${$(i)}`]}function T(e){const n=Q.flatMap(t=>e.filter(a=>a.state===t));return v({caption:"Checks, worst first",columns:[{name:"file",is:"code"},{name:"check"},{name:"what was found"}],rows:n.map(({file:t,says:a,state:r})=>[t===""?"the folder":t,y(X[r].tone,X[r].word),a]),empty:"Nothing was checked."})}function te({audit:e,digests:n}){const{named:t,signed:a}=e.coverage,[r,i]=[new Set(a),new Set(t)],d=s=>r.has(s)?y("good","a trusted signature"):i.has(s)?y("attention","an event that nothing signs"):y("plain","nothing");return v({caption:"Every file of the folder, and what binds its content",columns:[{name:"file",is:"code"},{name:"bound by"},{name:"digest",is:"code"}],rows:[...n].map(([s,h])=>[s,d(s),$(h)]),empty:"The folder has no file.",most:1e4})}const q=["undecided","blocked","needs-approval","merge"],D={undecided:{tone:"bad",word:"Could not decide"},blocked:{tone:"bad",word:"Blocked"},"needs-approval":{tone:"attention",word:"Needs approval"},merge:{tone:"good",word:"Merge"},none:{tone:"plain",word:"No verdict"}},H={block:{tone:"bad",word:"block"},approval:{tone:"attention",word:"approve"},show:{tone:"plain",word:"show"}},J=({decision:e,undecided:n})=>n===void 0?e:"undecided";function ae(e){const n=new Set(e.map(({verdict:t})=>J(t)));return q.find(t=>n.has(t))??"none"}const Fe=e=>D[e];function Ye(e){const n=ae(e),t=e.flatMap(({verdict:r})=>r.findings),a=r=>t.filter(i=>i.asks===r).length;return{id:"verdict",title:"Verdict and why",tone:D[n].tone,summary:n==="none"?"no verdict":`${D[n].word.toLowerCase()}: ${a("block")} blocking, ${a("approval")} to approve, ${a("show")} shown`,content:e.length===0?p("No verdict is in the evidence: nothing judged this change."):e.map(Ne)}}function Ne({accepted:e,file:n,verdict:t}){const{tone:a,word:r}=D[J(t)],i=t.findings.filter(({id:s})=>!e.has(s)),d=t.findings.filter(({id:s})=>e.has(s));return c`<article class="card">
    <h3>${y(a,r)} <span class="policy">${t.policy.name}</span></h3>
    <dl>
      <dt>file</dt>
      <dd>${b(n)}</dd>
      <dt>policy</dt>
      <dd>${t.policy.digest===void 0?"no digest":$(t.policy.digest)}</dd>
      <dt>head</dt>
      <dd>${t.head===void 0?"not stated":$(t.head)}</dd>
      <dt>base</dt>
      <dd>${t.base===void 0?"not stated":$(t.base)}</dd>
      <dt>evaluated</dt>
      <dd>${ie(t.evaluated)}</dd>
      <dt>not evaluated</dt>
      <dd>${ie(t.notEvaluated)}</dd>
    </dl>
    ${t.undecided===void 0?void 0:Le(t.undecided)}
    ${se(`Findings of ${t.policy.name}`,i,d.length>0?"No other finding.":"No policy found anything.")}
    ${d.length===0?void 0:se(`Findings of ${t.policy.name} that an approval accepts, as verify-approval answered`,d,"")}
  </article>`}const ie=e=>e.length===0?"none":e.join(", ");function Le({file:e,hint:n,line:t,message:a}){const r=e===void 0?"":` (${e}${t===void 0?"":`:${t}`})`;return c`<p class="notice bad">${a}${r} ${n}</p>`}function se(e,n,t){return v({caption:e,columns:[{name:"finding"},{name:"asks for"},{name:"where",is:"code"},{name:"why"},{name:"how to go on"}],rows:n.map(a=>[a.title===void 0?a.policy:c`${a.policy}<span class="was">${a.title}</span>`,y(H[a.asks].tone,H[a.asks].word),a.path===void 0?"\u2013":`${a.path}${a.line===void 0?"":`:${a.line}`}`,a.message,a.fix??"\u2013"]),empty:t})}function de({approvals:e,evidence:n,verdicts:t}){const a=ae(t),{tone:r,word:i}=Fe(a),{result:d}=n.audit,s=e.results.some(({value:U})=>U.result==="approved"),h=a==="needs-approval"&&s?"verify-approval answered: approved. ":"",O=U=>new Set(U).size===1?U[0]:void 0,K=t.map(({verdict:U})=>U.head),z=new Set(K).size>1?"The verdicts are about different heads. ":"";return{tone:d==="failed"?"bad":d==="undecided"&&r==="good"?"attention":r,word:i+Re(d,a==="merge"),says:z+h+L(d).says,head:O(K),base:O(t.map(({verdict:U})=>U.base))}}function Re(e,n){return e==="failed"?n?", but the evidence does not hold":", and the evidence does not hold":e==="undecided"?", unproven":""}const ce=`
'use strict';
(() => {
  const form = document.getElementById('dependency-search');
  const table = document.getElementById('dependency-table');
  if (form === null || table === null) return;
  const query = document.getElementById('dependency-query');
  const change = document.getElementById('dependency-change');
  const count = document.getElementById('dependency-count');
  const rows = Array.from(table.tBodies[0].rows, (row) => ({
    row,
    text: row.textContent.toLowerCase(),
    change: row.dataset.change,
  }));
  let waiting = false;
  const apply = () => {
    waiting = false;
    const words = query.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
    const wanted = change === null ? '' : change.value;
    let shown = 0;
    for (const one of rows) {
      const fits = (wanted === '' || one.change === wanted) && words.every((word) => one.text.includes(word));
      if (fits) shown += 1;
      if (one.row.hidden === fits) one.row.hidden = !fits;
    }
    count.textContent = shown + ' of ' + rows.length + ' shown';
  };
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(apply);
  };
  form.addEventListener('input', later);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
  if (query.value !== '') apply();
})();
`.trim();function Be({content:e,id:n,summary:t,title:a,tone:r}){return c`<section id="${n}" aria-labelledby="${n}-title">
    <div class="section-head">
      <h2 id="${n}-title">${a}</h2>
      <p class="summary ${r}">${t}</p>
    </div>
    ${e}
  </section> `}var ne=l(27433);function Te(e){const{approvals:n,requests:t,results:a}=e,r=n.length+t.length+a.length===0,i=n.map(({path:h})=>he(e.checks,h).tone),[d,s]=["bad","attention"].map(h=>i.filter(O=>O===h).length);return{id:"approvals",title:"Approvals",tone:ze(e,i),summary:r?"none asked for, none given":[`${n.length} given`,...le(d,"do not hold"),...le(s,"not verified"),`${t.length} asked for`].join(", "),content:r?p("No approval was asked for and none was given."):[We(a),n.map(h=>Ae(h,e.checks)),Ke(e)]}}const le=(e=0,n)=>e===0?[]:[`${e} of them ${n}`];function ze({approvals:e,results:n},t){return t.includes("bad")||n.some(({value:a})=>a.result==="refused")?"bad":t.includes("attention")||e.length===0&&n.length>0?"attention":e.length>0?"good":"plain"}function he(e,n){const t=e.filter(a=>a.file===n);return t.some(({state:a})=>a==="fails")?{tone:"bad",word:"does not hold"}:t.length===0||t.some(({state:a})=>a==="unknown")?{tone:"attention",word:"not verified"}:{tone:"good",word:"signature holds"}}function We(e){return v({caption:"What verify-approval answered",columns:[{name:"code",is:"code"},{name:"answer"},{name:"approvers"},{name:"used"},{name:"file",is:"code"}],rows:e.map(({path:n,value:t})=>[t.code,t.result==="approved"?y("good","approved"):[y("bad","refused"),c` ${t.refusal?.message??""}`],t.approvals.map(({approver:a,securityKey:r})=>`${a}${r===!0?" (security key)":""}`).join(", "),t.consumption.where==="never"?"not marked":`marked (${t.consumption.where})`,n]),empty:"No answer of verify-approval is in the evidence."})}function Ae({path:e,value:{subject:n}},t){const{tone:a,word:r}=he(t,e);return c`<article class="card">
    <h3>${y(a,r)} <span>${n.approver}</span></h3>
    <dl>
      <dt>when</dt>
      <dd>valid from ${n.notBefore}, by the approver’s word</dd>
      <dt>until</dt>
      <dd>${n.expires}</dd>
      <dt>kind</dt>
      <dd>${n.kind}</dd>
      ${n.reason===void 0?void 0:c`<dt>reason</dt>
              <dd>${n.reason}</dd>`}
      <dt>code</dt>
      <dd>${b((0,ne.ov)(n))}</dd>
      <dt>bound to</dt>
      <dd>${n.repository}, change ${n.change}, into ${n.baseRef}</dd>
      <dt>head</dt>
      <dd>${$(n.head)}</dd>
      <dt>base</dt>
      <dd>${$(n.base)}</dd>
      <dt>policy</dt>
      <dd>${$(n.policyDigest)}</dd>
      <dt>findings</dt>
      <dd>${$(n.findingsDigest)}${n.rules.length===0?"":` (${n.rules.join(", ")})`}</dd>
      <dt>file</dt>
      <dd>${b(e)}</dd>
    </dl>
  </article>`}function Ke({approvals:e,requests:n}){const t=new Set(e.map(({value:a})=>(0,ne.ud)(a.subject)));return v({caption:"Requests for approval",columns:[{name:"code",is:"code"},{name:"kind"},{name:"answered"},{name:"findings"},{name:"file",is:"code"}],rows:n.map(({path:a,value:r})=>[r.code,r.subject.kind,t.has((0,ne.ud)(r.subject))?y("good","by an approval here"):y("attention","not here"),r.findings.map(({policy:i})=>i).join(", "),a]),empty:"No request is in the evidence."})}var Ue=l(36998);const me={promote:"good",rollback:"bad",inconclusive:"attention"},Ge=5e3,Ve=["rollback","inconclusive","promote"];function Je(e){const n=Ve.find(t=>e.some(({decision:a})=>a.decision===t));return{id:"canary",title:"Canary",tone:n===void 0?"plain":me[n],summary:n===void 0?"no canary ran":e.map(({decision:t})=>t.decision).join(", "),content:e.length===0?p("No canary ran: no decision of one is in the evidence."):e.map(He)}}function He({decision:e,file:n}){const{alpha:t,beta:a,delta:r,deltaMax:i,minSamples:d,sourceClass:s}=e.settings,{baseline:h,canary:O}=e.totals;return c`<article class="card">
    <h3>${y(me[e.decision],e.decision)} <span>${e.reason}</span></h3>
    <dl>
      <dt>file</dt>
      <dd>${b(n)}</dd>
      <dt>canary</dt>
      <dd>${O.errors} errors in ${O.requests} requests${pe(O)}</dd>
      <dt>baseline</dt>
      <dd>${h.errors} errors in ${h.requests} requests${pe(h)}</dd>
      <dt>wrong rollback</dt>
      <dd>at most ${ue(t)} % (worse: above ${r} times the baseline)</dd>
      <dt>wrong promotion</dt>
      <dd>at most ${ue(a)} % (fine: below ${i} times the baseline, ${d} requests or more)</dd>
      <dt>counted by</dt>
      <dd>${s==="platform"?"the proxy":"the release itself: a claim"}</dd>
    </dl>
    ${Ze(e)} ${_e(n,e)}
  </article>`}function Ze(e){const{length:n}=e.looks;return n===0?p("The canary was not looked at once: there is nothing to draw."):n>Ge?p(`There are ${n} looks, too many to be drawn.`):c`<figure>
    ${W((0,Ue.F)(e))}
    <figcaption>Error rates and evidence over time; the table below has the same numbers.</figcaption>
  </figure>`}const ue=e=>Number((100*e).toPrecision(6)),pe=({errors:e,requests:n})=>n===0?"":` (${(100*e/n).toPrecision(3)} %)`;function _e(e,{looks:n,startedAt:t}){const a=r=>({name:r,is:"number"});return v({caption:`Looks of ${e}`,columns:["after","weight","canary requests","canary errors","baseline requests","baseline errors","evidence: worse","evidence: fine"].map(a),rows:n.map(r=>[`${((r.time-t)/1e3).toFixed(1)} s`,`${r.weight} %`,r.canary.requests,r.canary.errors,r.baseline.requests,r.baseline.errors,fe(r.logE),fe(r.logEPass)]),empty:"There is no look.",most:2e3})}const fe=e=>Math.exp(e).toPrecision(3),Qe=["added","changed","removed","same"];function Xe(e,n){const[t,a]=[ge(e),ge(n)],r=[...a].flatMap(([z,U])=>et(z,U,t)),i=[...e.map(z=>qe(z,a,t)),...r],d=Qe.map(z=>i.filter(U=>U.change===z)),[s=0,h=0,O=0,K=0]=d.map(({length:z})=>z);return{rows:d.flat(),counts:{added:s,changed:h,removed:O,same:K}}}function qe(e,n,t){const a=n.get(e.name)??[],r=a.find(({version:d})=>d===e.version);if(r!==void 0)return r.licences===e.licences?{...e,change:"same"}:{...e,change:"changed",was:r.licences===""?"no licence stated":r.licences};const i=oe(a,t.get(e.name)).map(({version:d})=>d);return i.length>0?{...e,change:"changed",was:i.join(", ")}:{...e,change:"added"}}function et(e,n,t){return oe(t.get(e)??[],n).length>0?[]:oe(n,t.get(e)).map(r=>({...r,change:"removed"}))}function oe(e,n=[]){const t=new Set(n.map(({version:a})=>a));return e.filter(({version:a})=>!t.has(a))}function ge(e){const n=new Map;for(const t of e){const a=n.get(t.name);a===void 0?n.set(t.name,[t]):a.push(t)}return n}const ve=2e4,we={added:"added",changed:"changed",removed:"removed",same:"same"},tt={added:"attention",changed:"attention",removed:"plain",same:"plain"};function nt(e){const n={id:"dependencies",title:"Dependencies"};if(e===void 0)return{...n,tone:"plain",summary:"no SBOM",content:p("No SBOM is in the evidence.")};const{base:t,head:a}=e,r=t===void 0?void 0:Xe(a,t),{added:i,changed:d,removed:s}=r?.counts??{added:0,changed:0,removed:0};return{...n,tone:i+d>0?"attention":"plain",summary:r===void 0?`${F(a.length,"package")}, not compared`:`${F(a.length,"package")}: ${i} added, ${d} changed, ${s} removed`,content:[at(e),a.length===0?p("The SBOM lists no package."):void 0,ot(e,r)]}}function at({base:e,file:n,others:t}){return c`<p>
    From ${b(n)}.
    ${e===void 0?"No SBOM of the base was given, so that nothing is compared.":"Compared with the SBOM of the base."}${t.length===0?"":` Other SBOMs with other content are in the folder and not shown: ${t.join(", ")}.`}
  </p>`}function ot({head:e},n){const t=n?.rows??e.map(d=>({...d,change:"same"}));if(t.length===0)return;const a=n!==void 0,r=t.length-ve,i=t.slice(0,ve);return c`${rt(t.length,a)}
  ${Y("Dependencies",c`<table id="dependency-table" class="${a?"compared":"plain"}">
        <caption>
          Packages that the SBOM lists
        </caption>
        <thead>
          <tr>
            <th scope="col">package</th>
            <th scope="col">version</th>
            ${a?c`<th scope="col">against the base</th>`:void 0}
            <th scope="col">licence</th>
            <th scope="col">scope</th>
          </tr>
        </thead>
        <tbody>
          ${i.map(d=>it(d,a))}
        </tbody>
      </table>
      ${r>0?c`<p class="more">${r} more packages are in the SBOM and not shown here.</p>`:void 0}`)}`}function rt(e,n){const t=n?c`<label for="dependency-change">Show</label>
        <select id="dependency-change">
          <option value="">all</option>
          ${Object.entries(we).map(([a,r])=>c`<option value="${a}">${r}</option>`)}
        </select>`:void 0;return c`<form class="search" id="dependency-search" role="search" aria-label="Dependencies" hidden>
    <label for="dependency-query">Search</label>
    <input
      id="dependency-query"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder="package, version or licence"
    />
    ${t}
    <p id="dependency-count" role="status">${e} of ${e} shown</p>
  </form>`}function it(e,n){const t=e.licences===""?c`<span class="missing">not stated</span>`:e.licences,a=c`<td>
    ${e.change==="same"?"same":y(tt[e.change],we[e.change])}${e.was===void 0?"":c` <span class="was">was ${e.was}</span>`}
  </td>`;return c`<tr data-change="${e.change}">
    <th scope="row">${e.name}</th>
    <td>${e.version}</td>
    ${n?a:void 0}
    <td>${t}</td>
    <td>${e.scope}</td>
  </tr> `}const st={conforms:{tone:"good",says:"What happened is a whole way through the diagram."},refused:{tone:"attention",says:"The diagram was followed, and stopped where something was refused."},incomplete:{tone:"attention",says:"The diagram was followed so far; more has to happen."},deviates:{tone:"bad",says:"Something happened that the diagram does not allow there."},undecided:{tone:"attention",says:"Whether the diagram was followed cannot be decided."}},be={taken:{tone:"good",word:"taken"},"not-taken":{tone:"plain",word:"not taken"},unobserved:{tone:"plain",word:"not observed"}};function dt(e){const n={id:"diagram",title:"Diagram"};if(e===void 0)return{...n,tone:"plain",summary:"no diagram",content:p("No diagram was given: the order of what happened was not checked against one.")};const{tone:t,says:a}=st[e.verdict];return{...n,tone:t,summary:`${e.name}: ${e.verdict}`,content:[c`<p class="notice ${t}">${a} ${e.why}</p>`,e.expected.length===0?void 0:c`<p>Next could have been: ${e.expected.join(", ")}.</p>`,e.svg===void 0?p("There is no drawing of the diagram; the table has all of its messages."):ct(e.name,e.svg),v({caption:"Messages of the diagram, and the path taken",columns:[{name:"message"},{name:"from"},{name:"to"},{name:"path"},{name:"events",is:"code"}],rows:e.messages.map(({events:r,from:i,label:d,state:s,to:h})=>[d,i,h,y(be[s].tone,be[s].word),r.length===0?"\u2013":r.map(O=>c`${b(O)} `)]),empty:"The diagram has no message."})]}}function ct(e,n){const t=`data:image/svg+xml;base64,${Buffer.from(n,"utf8").toString("base64")}`;return Y("Drawing of the diagram",c`<figure class="drawing">
      <img alt="Sequence diagram ${e}; the table below has its messages" src="${W(t)}" />
    </figure>`)}var ye=l(77247);const lt={done:"good",refused:"bad",undecided:"attention","needs-approval":"attention"};function ht(e){const n=e.flatMap(a=>a.events),t=n.filter(({outcome:a})=>a==="refused").length;return{id:"events",title:"Events",tone:"plain",summary:n.length===0?"no event":`${F(n.length,"event")}, ${t} refused`,content:e.length===0?p("No events are in the evidence, or their chain is broken and none of them is shown."):[c`<p class="note">Claims: each job wrote its own, by the clock of its machine.</p>`,e.map(mt)]}}function mt({events:e,file:n}){return v({caption:`Timeline of ${n}`,columns:[{name:"time",is:"code"},{name:"event"},{name:"outcome"},{name:"from and to"},{name:"by"},{name:"facts and files"}],rows:e.map(t=>[c`<time datetime="${t.time}">${t.time.replace("T"," ")}</time>`,t.type,y(lt[t.outcome],t.outcome),`${ye.b[t.type].from} \u2192 ${ye.b[t.type].to}`,[t.actor.operation,c` <span class="was">on ${t.actor.host}</span>`,t.actor.run===void 0?"":c`<br />${k(t.actor.run)}`],ut(t)]),empty:"The file has no event.",most:5e3})}function ut({facts:e,subjects:n}){return c`<ul class="facts">
    ${Object.entries(e).map(([t,a])=>c`<li>${t}: ${String(a)}</li>`)}${n.map(({digest:t,name:a})=>c`<li>${b(pt(a))} ${$(t)}</li>`)}
  </ul>`}const pt=e=>e.startsWith("/")?`\u2026/${e.split("/").at(-1)??""}`:e;function ft(e){const n={id:"ledger",title:"Ledger"};if(e===void 0)return{...n,tone:"plain",summary:"no ledger",content:p("No ledger was given: nothing here is proven to be in an append-only log.")};const{checkpoint:t,entries:a,findings:r,isRemembered:i}=e,d=t!==void 0&&r.length===0;return{...n,tone:d?i?"good":"attention":"bad",summary:`${d?"holds":F(Math.max(1,r.length),"finding")}: ${t===void 0?"no signed checkpoint":t.size===1?"1 entry":`${t.size} entries`}`,content:[t===void 0?c`<p class="notice bad">The ledger has no checkpoint that the key signed: nothing of it is proven.</p>`:c`<dl>
            <dt>ledger</dt>
            <dd>${t.origin}</dd>
            <dt>entries</dt>
            <dd>${t.size}</dd>
            <dt>root</dt>
            <dd>${b(t.root)}</dd>
            <dt>compared</dt>
            <dd>
              ${i?"with a checkpoint seen earlier":"with none seen earlier: a ledger that was rolled back would look like this too"}
            </dd>
          </dl>`,v({caption:"What does not hold",columns:[{name:"finding"},{name:"where",is:"code"},{name:"what was found"}],rows:r.map(({file:s,index:h,kind:O,message:K})=>[y("bad",O),[s??"\u2013",h===void 0?"":` entry ${h}`],K]),empty:t===void 0?"Nothing else was looked at.":"Everything that was looked at holds."}),v({caption:"Entries",columns:[{name:"place",is:"number"},{name:"event"},{name:"asserted"},{name:"outcome"},{name:"time",is:"code"},{name:"id",is:"code"},{name:"proof"}],rows:a.map(({assertedBy:s,id:h,index:O,outcome:K,proof:z,time:U,type:dn})=>[O,dn,s==="observed"?y("good","observed"):y("plain","claimed"),K,U,h,z===void 0?"\u2013":gt(z)]),empty:"The ledger has no entry of this case."})]}}const gt=e=>c`<details>
    <summary>proof</summary>
    ${e.trimEnd().split(`
`).map(n=>c`${b(n)}<br />`)}
  </details>`;var $e=l(56094);const vt={critical:"bad",high:"bad",medium:"attention",low:"plain",info:"plain"};function wt(e){const n=e.flatMap(({reports:d})=>d.tests),t=e.flatMap(({reports:d})=>d.scans),a=d=>n.reduce((s,h)=>s+h[d],0),r=a("failed")+a("errored"),i=n.length>0&&a("passed")>0&&t.every(({succeeded:d})=>d);return{id:"tests",title:"Tests and coverage",tone:r>0?"bad":i?"good":"attention",summary:n.length===0?"no test report":`${a("passed")} of ${a("total")} passed in ${F(n.length,"suite")}, ${r} failed`,content:e.length===0?p("No report of tests, coverage or scans is in the evidence."):[c`<p class="note">Claims: jobs that ran the code of the change wrote these numbers.</p>`,e.map(({file:d,reports:s})=>bt(d,s))]}}function bt(e,{coverage:n,scans:t,tests:a}){return c`${yt(e,a)}${$t(a)}${kt(e,n)}${Mt(n)}${Ot(e,t)}${ke("Open findings of scanners",t,"open")}${ke("Dismissed findings of scanners",t,"dismissed")}`}function yt(e,n){return v({caption:`Test suites of ${e}`,columns:[{name:"suite"},{name:"result"},...["passed","failed","errors","skipped","seconds"].map(t=>({name:t,is:"number"}))],rows:n.map(({durationSeconds:t,errored:a,failed:r,passed:i,skipped:d,suite:s})=>[s,r+a>0?y("bad","failed"):i>0?y("good","passed"):y("attention","nothing ran"),i,r,a,d,t]),empty:"No test report was given."})}function $t(e){const n=e.flatMap(a=>a.failures.map(r=>[a.suite,r.name,r.file??"\u2013",r.message]));return n.length===0?void 0:v({caption:"Tests that failed",columns:[{name:"suite"},{name:"test"},{name:"file",is:"code"},{name:"message"}],rows:n,empty:""})}function kt(e,n){const t=a=>a?.percent==null?"none counted":xt(a.percent);return v({caption:`Coverage by suite of ${e}`,columns:[{name:"suite"},{name:"lines"},{name:"branches"},{name:"functions"},{name:"lines hit",is:"number"}],rows:n.map(({branches:a,functions:r,lines:i,suite:d})=>[d,t(i),t(a),t(r),`${i.hit} of ${i.found}`]),empty:"No coverage was given."})}function xt(e){return c`<span class="share"
    ><svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" width="100" height="8" />
      <rect class="part" width="${e}" height="8" /></svg
    >${e.toFixed(1)} %</span
  >`}function Mt(e){const n=e.flatMap(({perFile:t,suite:a})=>t.map(r=>({...r,suite:a}))).filter(({found:t,hit:a})=>a<t).sort((t,a)=>a.found-a.hit-(t.found-t.hit));if(n.length!==0)return v({caption:"Files with the most lines that no test runs",columns:[{name:"file",is:"code"},{name:"suite"},{name:"lines not run"},{name:"not run",is:"number"}],rows:n.slice(0,20).map(({found:t,hit:a,path:r,suite:i,uncovered:d})=>[r,i,Pt(d),`${t-a} of ${t}`]),empty:""})}function Pt(e){return e.slice(0,12).map(([t,a])=>t===a?String(t):`${t}\u2013${a}`).join(", ")+(e.length>12?", \u2026":"")}function Ot(e,n){return v({caption:`Scans of ${e}: open findings`,columns:[{name:"tool"},{name:"scan"},...$e.gO.map(t=>({name:t,is:"number"}))],rows:n.map(({counts:t,succeeded:a,tool:r})=>[`${r.name} ${r.version??""}`.trim(),a?y("good","finished"):y("bad","did not finish"),...$e.gO.map(i=>t[i])]),empty:"No scan was given."})}function ke(e,n,t){const a=n.flatMap(({findings:i,tool:d})=>i.filter(s=>s.state===t).map(({line:s,message:h,path:O,ruleId:K,severity:z})=>[K,y(t==="open"?vt[z]:"plain",z),O===void 0?"\u2013":`${O}${s===void 0?"":`:${s}`}`,h,d.name]));return a.length===0?void 0:v({caption:e,columns:[{name:"rule"},{name:"severity"},{name:"where",is:"code"},{name:"message"},{name:"tool"}],rows:a,empty:""})}function xe(e){const n=[Ye(e.verdicts),x(e.evidence),Te(e.approvals),wt(e.reports),nt(e.dependencies),Je(e.canaries),ht(e.events),ft(e.ledger),dt(e.diagram)];return e.evidence.audit.result==="verified"?n:n.map(jt)}const jt=e=>e.tone==="good"?{...e,tone:"plain"}:e,Me=[`
:root {
  color-scheme: light dark;
  --back: light-dark(#f6f7f9, #0f1319);
  --card: light-dark(#ffffff, #171c24);
  --text: light-dark(#1a2130, #e4e8f0);
  --muted: light-dark(#556072, #a3adbd);
  --line: light-dark(#dde2ea, #2c3442);
  --control: light-dark(#7a8597, #77839a);
  --link: light-dark(#0b57b5, #7fb4ff);
  --good: light-dark(#0d6630, #62cc84);
  --good-back: light-dark(#e4f5ea, #12301d);
  --attention: light-dark(#7d4a00, #e9b158);
  --attention-back: light-dark(#fdf1da, #35270d);
  --bad: light-dark(#a3122a, #ff8a96);
  --bad-back: light-dark(#fde8ea, #3c161c);
  --plain-back: light-dark(#eceff4, #232a36);
  --canary: light-dark(#b34700, #f39a4f);
  --baseline: light-dark(#0b62c4, #6fb1ff);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
:root:has(#colours-light:checked) { color-scheme: light; }
:root:has(#colours-dark:checked) { color-scheme: dark; }
.good { --tone: var(--good); --tone-back: var(--good-back); }
.attention { --tone: var(--attention); --tone-back: var(--attention-back); }
.bad { --tone: var(--bad); --tone-back: var(--bad-back); }
.plain { --tone: var(--muted); --tone-back: var(--plain-back); }
`,`
*, *::before, *::after { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } * { transition: none !important; animation: none !important; } }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.55 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; display: grid; grid-template: auto 1fr auto / 14.5rem minmax(0, 1fr); grid-template-areas: 'head head' 'nav main' 'foot foot'; min-height: 100vh; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; z-index: 3; padding: .5rem 1rem; background: var(--card); border: 1px solid var(--control); border-radius: 6px; }
.skip:focus { top: .5rem; }
header { grid-area: head; position: sticky; top: 0; z-index: 2; display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: .6rem 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { margin: 0; font-weight: 650; letter-spacing: -.01em; display: flex; align-items: center; gap: .5rem; }
.kind { color: var(--muted); font-weight: 400; }
.signal { width: .8rem; height: 1.2rem; border-radius: .4rem; border: 2px solid var(--text); background: radial-gradient(circle at 50% 28%, var(--bad) 0 .14rem, transparent .15rem), radial-gradient(circle at 50% 72%, var(--good) 0 .14rem, transparent .15rem); }
.colours { display: inline-flex; margin: 0; padding: 2px; border: 1px solid var(--control); border-radius: 999px; font-size: .82rem; }
.colours input { position: absolute; opacity: 0; }
.colours label { padding: .1rem .7rem; border-radius: 999px; color: var(--muted); cursor: pointer; }
.colours input:checked + label { background: var(--plain-back); color: var(--text); font-weight: 600; }
.colours input:focus-visible + label { outline: 3px solid var(--link); outline-offset: 1px; }
nav { grid-area: nav; padding: 1.5rem .75rem; }
nav ul { list-style: none; margin: 0; padding: 0; position: sticky; top: 4.5rem; }
nav a { display: flex; align-items: center; gap: .6rem; padding: .3rem .75rem; border-radius: 6px; color: var(--text); text-decoration: none; font-size: .92rem; }
nav a:hover { background: var(--plain-back); }
.dot { flex: none; width: .55rem; height: .55rem; border-radius: 50%; background: var(--tone); }
.dot.plain { background: transparent; border: 2px solid var(--control); }
main { grid-area: main; width: 100%; max-width: 76rem; padding: 1.5rem 1.5rem 4rem .5rem; }
footer { grid-area: foot; padding: 1rem 1.5rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .82rem; }
footer p { margin: 0; }
@media (max-width: 60rem) {
  body { grid-template: auto auto 1fr auto / minmax(0, 1fr); grid-template-areas: 'head' 'nav' 'main' 'foot'; }
  header { padding: .5rem 1rem; }
  nav { padding: .5rem .5rem 0; overflow-x: auto; }
  nav ul { display: flex; position: static; }
  nav a { white-space: nowrap; padding: .3rem .55rem; }
  main { padding: 1rem 1rem 3rem; }
}
`,`
p { overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 0; }
h3 { font-size: 1rem; margin: 0 0 .6rem; font-weight: 600; }
h4 { font-size: .95rem; margin: 1rem 0 .3rem; }
code, td.code, tbody th.code { font-family: var(--mono); font-size: .87em; overflow-wrap: anywhere; }
td, th, dd, code, li { unicode-bidi: isolate; }
.digest { white-space: nowrap; color: var(--muted); }
.rest { display: inline-block; width: 1px; overflow: hidden; vertical-align: bottom; clip-path: inset(50%); }
.digest::after { content: '\u2026'; }
.banner { background: var(--tone-back); border: 1px solid color-mix(in srgb, var(--tone) 35%, transparent); border-left: 6px solid var(--tone); border-radius: 10px; padding: 1.25rem 1.5rem; }
.banner h1 { margin: 0; font-size: 1.9rem; font-weight: 700; }
.banner h1 .badge { font: inherit; background: none; padding: 0; color: var(--tone); gap: .7rem; white-space: normal; }
.banner h1 .sign { width: 1.45em; height: 1.45em; font-size: .8em; background: var(--tone); color: var(--tone-back); border-radius: 50%; display: inline-grid; place-items: center; flex: none; }
.banner p { margin: .5rem 0 .75rem; max-width: 60ch; }
.banner .digest { color: inherit; }
.banner dt { color: inherit; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1.25rem; margin: 0; font-size: .92rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
.overview { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; }
.overview li { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: 8px; padding: .7rem .9rem; }
.overview li.plain { border-top-color: var(--line); }
.overview a { font-weight: 600; color: var(--text); text-decoration: none; }
.overview a:hover { text-decoration: underline; }
.overview p { margin: .15rem 0 0; color: var(--muted); font-size: .88rem; overflow-wrap: anywhere; }
section { margin-top: 2.75rem; }
.section-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1rem; margin-bottom: .9rem; padding-bottom: .5rem; border-bottom: 1px solid var(--line); }
.summary { margin: 0; color: var(--tone); font-size: .92rem; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; margin: 0 0 1rem; }
.card h3 { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.card .frame, .card dl + .missing { margin-top: 1rem; }
.notice { margin: 0 0 1rem; padding: .6rem .9rem; border-radius: 8px; background: var(--tone-back); border-left: 4px solid var(--tone); overflow-wrap: anywhere; }
.missing, .note, .more, .was { color: var(--muted); }
p.missing { margin: .25rem 0 1rem; padding: .7rem .9rem; border: 1px dashed var(--control); border-radius: 8px; }
td .missing { font-style: italic; }
.note, .more { font-size: .88rem; margin: 0 0 .9rem; }
.was { font-size: .88em; } th .was { display: block; font-weight: 400; }
.badge { display: inline-flex; align-items: center; gap: .35em; padding: .05em .6em; border-radius: 999px; background: var(--tone-back); color: var(--tone); font-size: .84rem; font-weight: 600; white-space: nowrap; }
.frame { overflow: auto; max-height: 34rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; margin: 0 0 1.1rem; }
.card .frame { margin-bottom: 0; }
.frame > .more { padding: .6rem .9rem; margin: 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .89rem; }
caption { text-align: left; font-weight: 600; padding: .7rem .9rem .5rem; }
th, td { text-align: left; vertical-align: baseline; padding: .42rem .9rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; min-width: 4rem; max-width: 34rem; }
td.code, th.code { overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover > * { background: color-mix(in srgb, var(--plain-back) 55%, transparent); }
thead th { position: sticky; top: 0; z-index: 1; background: var(--plain-back); color: var(--muted); font: 600 .8rem/1.4 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; white-space: normal; vertical-align: bottom; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 550; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.code, tbody th.code { min-width: 9rem; }
.facts { list-style: none; margin: 0; padding: 0; }
#dependency-table { table-layout: fixed; min-width: 36rem; }
#dependency-table th:nth-child(1) { width: 34%; } #dependency-table tr > :last-child { width: 8.5rem; }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .7rem; margin: 0 0 .8rem; }
.search[hidden] { display: none; }
.search label { font-weight: 600; font-size: .9rem; }
.search input, .search select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--control); border-radius: 6px; padding: .3rem .6rem; }
.search input { flex: 1 1 14rem; min-width: 0; max-width: 26rem; }
.search ::placeholder { color: var(--muted); opacity: 1; }
.search p { margin: 0; color: var(--muted); font-size: .9rem; font-variant-numeric: tabular-nums; }
.chain { list-style: none; margin: 0 0 1.1rem; padding: 1rem 1.1rem .2rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.chain > li { position: relative; display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 0 1rem; padding: 0 0 .8rem 1.6rem; border-left: 2px solid var(--line); margin-left: .4rem; font-size: .9rem; }
.chain > li:last-child { border-left-color: transparent; }
.chain > li::before { content: ''; position: absolute; left: -.5rem; top: .25rem; width: .85rem; height: .85rem; border-radius: 50%; background: var(--card); border: 2px solid var(--control); }
.chain > li.present::before { background: var(--text); border-color: var(--text); }
.chain > li.missing { color: inherit; }
.chain h3 { margin: 0; font-size: inherit; line-height: inherit; }
.chain ul { list-style: none; margin: 0; padding: 0; } .chain ul li { display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: center; padding-bottom: .15rem; }
.chain p.missing { border: 0; padding: 0; margin: 0; }
.share { display: inline-flex; align-items: center; gap: .5rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
.bar { width: 6rem; height: .5rem; border-radius: 4px; } .bar .all { fill: var(--line); } .bar .part { fill: var(--baseline); }
figure { margin: 1rem 0 0; } figcaption { color: var(--muted); font-size: .86rem; }
.canary-chart { display: block; width: 100%; max-width: 52rem; height: auto; }
.canary-chart text { fill: var(--text); font: 12px system-ui, sans-serif; } .canary-chart .small { font-size: 11px; }
.canary-chart .axis { stroke: var(--control); fill: none; } .canary-chart .weight { fill: var(--control); opacity: .18; }
.canary-chart :is(path, polyline, circle) { fill: none; stroke-width: 2; }
.canary-chart .canary { stroke: var(--canary); } .canary-chart .baseline { stroke: var(--baseline); }
.canary-chart .worse { stroke: var(--bad); } .canary-chart .better { stroke: var(--good); }
.canary-chart path.limit { stroke-dasharray: 5 5; stroke-width: 1; } .canary-chart path.axis { stroke-width: 1; }
.canary-chart text.canary { fill: var(--canary); stroke: none; } .canary-chart text.baseline { fill: var(--baseline); stroke: none; }
.canary-chart text.worse { fill: var(--bad); stroke: none; } .canary-chart text.better { fill: var(--good); stroke: none; }
.drawing { margin: 0; padding: 1rem; background: #fff; width: max-content; min-width: 100%; } .drawing img { display: block; }
@media (max-width: 40rem) {
  .banner { padding: 1rem; } .banner h1 { font-size: 1.4rem; }
  .overview { grid-template-columns: 1fr; gap: .5rem; }
  .card { padding: .9rem; } th, td { padding: .4rem .6rem; }
  .chain > li { grid-template-columns: minmax(0, 1fr); }
  dl { grid-template-columns: 1fr; gap: 0; } dd + dt { margin-top: .4rem; }
}
`,`
@media print {
  :root, :root:has(#colours-dark:checked) { color-scheme: light; --back: #fff; }
  body { display: block; font-size: 10pt; }
  header { position: static; border: 0; padding: 0 0 .5rem; }
  nav, .colours, .skip, .search { display: none !important; }
  main { max-width: none; padding: 0; }
  .frame { max-height: none; overflow: visible; border-radius: 0; }
  thead { display: table-header-group; } thead th { position: static; }
  tr, .card h3, .overview li, .canary-chart { break-inside: avoid; } h2, h3, caption { break-after: avoid; }
  .banner, .badge, .notice, .dot, .bar, .canary-chart, thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .overview { grid-template-columns: repeat(3, 1fr); }
  .digest { white-space: normal; } .digest::after { content: none; } .rest { display: inline; vertical-align: baseline; clip-path: none; }
  .compared tr[data-change='same'] { display: none; }
  #dependency-table tr[hidden]:not([data-change='same']) { display: table-row; }
  table, #dependency-table { min-width: 0; } th, td { min-width: 0; padding: .25rem .4rem; }
}
`].join(`
`).trim(),Pe=e=>`'sha256-${(0,A.createHash)("sha256").update(e).digest("base64")}'`,Oe=(e,n)=>W(`<${e}>${n}</${e}>`),Ct=["default-src 'none'",`style-src ${Pe(Me)}`,`script-src ${Pe(ce)}`,"img-src data:","base-uri 'none'","form-action 'none'"].join("; ");function St(e){const n=de(e),t=xe(e),a=`${n.word}${n.head===void 0?"":` \xB7 ${n.head.slice(0,7)}`} \xB7 Interlock report`;return c`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${W(Ct)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${a}</title>
        ${Oe("style",Me)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the report</a>
        ${Et()} ${Dt(t)}
        <main id="content" tabindex="-1">${It(n)} ${Ft(t)} ${t.map(Be)}</main>
        <footer>
          <p>
            Written by Interlock’s publish-report. What comes from the change is shown as text; characters that have no
            looks of their own are shown as codes.
          </p>
        </footer>
        ${Oe("script",ce)}
      </body>
    </html> `.toString()}function Et(){const e=(n,t,a)=>c`<input type="radio" name="colours" id="colours-${n}" ${a} /><label for="colours-${n}"
        >${t}</label
      >`;return c`<header>
    <p class="brand"><span class="signal" aria-hidden="true"></span>Interlock <span class="kind">report</span></p>
    <fieldset class="colours">
      <legend class="hidden">Colours</legend>
      ${e("auto","auto",c` checked`)}${e("light","light",c``)}${e("dark","dark",c``)}
    </fieldset>
  </header>`}function Dt(e){return c`<nav aria-label="Parts of the report">
    <ul>
      ${e.map(({id:n,title:t,tone:a})=>c`<li>
            <a href="#${n}"><span class="dot ${a}" aria-hidden="true"></span>${t}</a>
          </li>`)}
    </ul>
  </nav>`}function It({base:e,head:n,says:t,tone:a,word:r}){return c`<div class="banner ${a}">
    <h1>${y(a,r)}</h1>
    <p>${t}</p>
    <dl>
      <dt>head</dt>
      <dd>${n===void 0?"none, or more than one":$(n)}</dd>
      <dt>base</dt>
      <dd>${e===void 0?"none, or more than one":$(e)}</dd>
    </dl>
  </div>`}function Ft(e){return c`<ul class="overview" aria-label="Overview">
    ${e.map(({id:n,summary:t,title:a,tone:r})=>c`<li class="${r}">
          <a href="#${n}">${a}</a>
          <p>${t}</p>
        </li>`)}
  </ul>`}var Yt=l(88305);function Nt(e,n){const{head:t,says:a,word:r}=de(e),i=t===void 0?"":` \xB7 head ${(0,B.FV)(t.slice(0,7))}`;return[`Interlock report: **${(0,B.FV)(r)}**${i}`,"",(0,B.FV)(a),"",(0,Yt.Q)(["part","what is in it"],xe(e).map(({summary:d,title:s})=>[s,(0,B.FV)(d)])),"",`Report: ${(0,B.ti)(n)}`,""].join(`
`)}var Lt=l(84973),ee=l(59154),Rt=l(20669),M=l(65511);const Bt=M.Ikc({expression:M.lqM(M.YjP()),license:M.lqM(M.Ikc({id:M.lqM(M.YjP()),name:M.lqM(M.YjP())}))}),Tt=M.Ikc({name:M.YjP(),value:M.lqM(M.YjP())}),zt=M.Ikc({group:M.lqM(M.YjP()),name:M.YjP(),version:M.lqM(M.YjP(),""),scope:M.lqM(M.YjP(),"required"),licenses:M.lqM(M.YOg(Bt),[]),properties:M.lqM(M.YOg(Tt),[])}),Wt=M.Ikc({bomFormat:M.euz("CycloneDX"),components:M.lqM(M.YOg(zt),[])});function je(e){const n=M.xLC(Wt,e,{abortEarly:!0});if(!n.success)return;const t=n.output.components.map(At);return[...new Map(t.map(r=>[JSON.stringify([r.name,r.version]),r])).values()].sort((r,i)=>Ce(r.name,i.name)||Ce(r.version,i.version))}function At({group:e,licenses:n,name:t,properties:a,scope:r,version:i}){const d=n.map(({expression:h,license:O})=>h??O?.id??O?.name??""),s=a.some(h=>h.name.endsWith(":development")&&h.value==="true");return{name:e===void 0||e===""?t:`${e}/${t}`,version:i,licences:d.filter(h=>h!=="").join(", "),scope:s?"development":r}}const Ce=(e,n)=>e<n?-1:+(e>n);function Kt(e,n,{base:t,...a}){const r=(0,Lt.j)(e),{documents:i}=r,d=Ut(r);return{...a,verdicts:(0,ee.u)(i,"interlock/verdict/v1").map(({path:s,value:h})=>({file:s,verdict:h,accepted:d(h.head)})),evidence:{audit:n,digests:new Map(e.map(({digest:s,path:h})=>[h,s]))},dependencies:Gt(r,t),reports:(0,ee.u)(i,"interlock/reports/v1").map(({path:s,value:h})=>({file:s,reports:h})),canaries:(0,ee.u)(i,"interlock/canary-decision/v1").map(({path:s,value:h})=>({file:s,decision:h})),approvals:{requests:(0,ee.u)(i,"interlock/approval-request/v1"),approvals:(0,ee.u)(i,"interlock/approval/v1"),results:(0,ee.u)(i,"interlock/approval-result/v1"),checks:n.checks},events:r.chains.map(({events:s,path:h})=>({file:h,events:s}))}}function Ut({documents:e}){const n=new Set((0,ee.u)(e,"interlock/approval-result/v1").filter(({value:a})=>a.result==="approved").map(({value:a})=>a.requestDigest)),t=(0,ee.u)(e,"interlock/approval-request/v1").map(({value:a})=>a);return a=>{const r=t.filter(({subject:i})=>i.head===a&&n.has((0,ne.ud)(i)));return new Set(r.flatMap(({findings:i})=>i.map(({id:d})=>d)))}}function Gt({files:e,json:n},t){const r=e.filter(({path:s})=>(0,Rt.Df)(n.get(s))).map(({digest:s,path:h})=>({digest:s,path:h,head:je(n.get(h))})),[i,...d]=r.filter(({head:s})=>s!==void 0);if(i?.head!==void 0)return{file:i.path,head:i.head,...t===void 0?{}:{base:t},others:d.filter(({digest:s})=>s!==i.digest).map(({path:s})=>s)}}var Se=l(6430),Vt=l(62198),re=l(10972),Jt=l(46046),Ht=l(78094),Ee=l(90307);async function De(e,n,t,{hint:a,name:r}){const i=await t(e);if(!i.ok)return i;const d=(0,Ee._)(i.value,e);if(!d.ok)return d;const s=(0,Se.q)(d.value,e);if(!s.ok)return s;const h=M.xLC(n,s.value);return h.success?(0,P.ok)(h.output):(0,C.fJ)("unsupported-format",`This file is no ${r}.`,{file:e,hint:a})}async function Zt({diagramCheck:e,drawing:n},t){if(e===void 0&&n===void 0)return(0,P.ok)(void 0);if(e===void 0)return(0,C.fJ)("usage","A drawing was given, and no answer of check-diagrams that it belongs to.",{hint:"Give diagram-check too."});const a=await De(e,Ht.v,t,{name:"interlock/diagram-check/v1",hint:"Make it with `interlock check-diagrams --diagram NAME --events events.jsonl`."});if(!a.ok)return a;const{conformance:r}=a.value;if(r===null||r.verdict==="not-checked")return(0,C.fJ)("unsupported-format","No events were checked against a diagram here.",{file:e,hint:"Run check-diagrams with diagram and events, on a diagram without errors."});const i=_t({...r,verdict:r.verdict});if(n===void 0)return(0,P.ok)(i);const d=await t(n);if(!d.ok)return d;const s=(0,Ee._)(d.value,n);return s.ok?s.value.startsWith("<svg ")?(0,P.ok)({...i,svg:s.value}):(0,C.fJ)("unsupported-format","This file is no SVG as check-diagrams draws it.",{file:n,hint:"Draw it with `interlock check-diagrams --render write`."}):s}const _t=({diagram:e,expected:n,messages:t,stopped:a,verdict:r})=>({name:e,verdict:r,why:a?.why,expected:n.map(({label:i})=>i),messages:t});var Qt=l(50003);async function Xt(e,n){if(e===void 0)return(0,P.ok)(void 0);const t=await De(e,Qt.R,n,{name:"interlock/ledger-check/v1",hint:"Make it with `interlock verify-ledger --cases CASE`."});return t.ok?(0,P.ok)(qt(t.value)):t}const qt=({cases:e,findings:n,origin:t,remembered:a,root:r,size:i})=>({...t===null||r===null?{}:{checkpoint:{origin:t,size:i,root:r}},isRemembered:a,findings:n,entries:e.flatMap(({entries:d})=>d.map(({asserted_by:s,...h})=>({...h,assertedBy:s})))}),en=async(e,n)=>{const t=await tn(e,n);if(!t.ok)return t;const a=St(t.value),r=await n.writeFile(e.outputFile,a);return r.ok?(n.reporter.summary(Nt(t.value,e.outputFile)),(0,P.ok)({exitCode:0,outputs:{reportPath:e.outputFile,reportDigest:(0,N.sc)(a),decision:ae(t.value.verdicts),evidence:t.value.evidence.audit.result}})):r};async function tn(e,n){const t=await(0,Vt.A)(e.path,n);if(!t.ok)return await nn(e,n)??t;const a=t.value.map(({path:z})=>({input:"path",path:`${e.path}/${z}`})),r=await n.clearOutputs(Ie(e,a));if(!r.ok)return r;const i=await(0,re.W)({...(0,re.G)(e),"ledger-check":e.ledgerCheck,"diagram-check":e.diagramCheck},a,n.checkOutputs);if(!i.ok)return i;const d=await(0,Jt.c)(e,n);if(!d.ok)return d;const s=await an(e.baseSbom,n.readFile);if(!s.ok)return s;const h=await Xt(e.ledgerCheck,n.readFile);if(!h.ok)return h;const O=await Zt(e,n.readFile);if(!O.ok)return O;const K=(0,I.s)(t.value,{...d.value,verifyBundle:n.verifyBundle});return(0,P.ok)(Kt(t.value,K,{base:s.value,ledger:h.value,diagram:O.value}))}async function nn(e,{clearOutputs:n}){if(e.outputFile.startsWith(`${e.path}/`))return;const t=await n(Ie(e,[]));return t.ok?void 0:t}function Ie(e,n){const{baseSbom:t,diagramCheck:a,drawing:r,ledgerCheck:i,outputFile:d}=e,h=Object.entries({...(0,re.G)(e),"base-sbom":t,"ledger-check":i,"diagram-check":a,drawing:r}).flatMap(([O,K])=>K===void 0?[]:[{input:O,path:K}]);return{outputs:[{input:"output-file",path:d}],read:[...h,...n]}}async function an(e,n){if(e===void 0)return(0,P.ok)(void 0);const t=await n(e);if(!t.ok)return t;const a=(0,Se.q)(new TextDecoder().decode(t.value),e);if(!a.ok)return a;const r=je(a.value);return r!==void 0?(0,P.ok)(r):(0,C.fJ)("unsupported-format","This file is not a CycloneDX JSON document.",{file:e,hint:"Make it with `interlock generate-sbom` on the base."})}var on=l(89404),rn=l(19596);const sn=()=>(0,rn.o)(f,en,({reporter:e})=>({...(0,on.auditPorts)(e),clearOutputs:o._}))}),36998:((Z,S,l)=>{l.d(S,{F:()=>A,v:()=>C});var o=l(36294);const m=760,[w,f]=[64,744],I=60,N={rates:{top:76,bottom:208},evidence:{top:252,bottom:392}},P=`
.bg{fill:#fff}text{fill:#24292f;font:12px system-ui,sans-serif}.small{font-size:11px}.title{font-size:14px;font-weight:600}
.axis{stroke:#8c959f;fill:none}.weight{fill:#8c959f;opacity:.18}
.canary{stroke:#bc4c00;fill:none;stroke-width:2}.baseline{stroke:#0969da;fill:none;stroke-width:2}
.worse{stroke:#cf222e;fill:none;stroke-width:2}.better{stroke:#1a7f37;fill:none;stroke-width:2}
path.limit{stroke-dasharray:5 5;stroke-width:1}path.limit.better{stroke-dashoffset:5}
text.canary{fill:#bc4c00;stroke:none}text.baseline{fill:#0969da;stroke:none}text.worse{fill:#cf222e;stroke:none}text.better{fill:#1a7f37;stroke:none}
@media(prefers-color-scheme:dark){.bg{fill:#0d1117}text{fill:#e6edf3}.canary{stroke:#f0883e}.baseline{stroke:#58a6ff}.worse{stroke:#f85149}.better{stroke:#3fb950}
text.canary{fill:#f0883e}text.baseline{fill:#58a6ff}text.worse{fill:#f85149}text.better{fill:#3fb950}}`;function C(u){const k=`Canary: ${u.decision}`;return[`<svg xmlns="http://www.w3.org/2000/svg" width="${m}" height="420" viewBox="0 0 ${m} 420" role="img" aria-labelledby="t d">`,`<title id="t">${(0,o.ZD)(k)}</title>`,`<desc id="d">${(0,o.ZD)(B(u))}</desc>`,`<style>${P}</style>`,`<rect class="bg" width="${m}" height="420"/>`,b(16,24,"title",k),b(16,42,"small",u.reason),F(u),"</svg>",""].join(`
`)}function A(u){return[`<svg class="canary-chart" viewBox="0 52 ${m} 368" role="img" aria-label="${(0,o.ZD)(B(u))}">`,F(u),"</svg>"].join(`
`)}function F({looks:u,settings:k,startedAt:v}){const Y=Math.max(1,(u.at(-1)?.time??v)-v),p=E=>w+(f-w)*(E-v)/Y;return[G(u,p),c(u,p,k),b(w,410,"small","0 s"),b(f,410,"small",`${Math.round(Y/1e3)} s`,"end")].join(`
`)}function B({totals:u,reason:k,looks:v}){const{canary:Y,baseline:p}=u;return`${k}. Canary ${Y.errors} errors in ${Y.requests} requests, baseline ${p.errors} in ${p.requests}, ${v.length} looks.`}function G(u,k){const v=["canary","baseline"].map(j=>({side:j,rates:u.map(L=>[L.time,W(L[j].errors,L[j].requests)])})),Y=Math.max(.001,...v.flatMap(({rates:j})=>j.map(([,L])=>L??0))),{top:p,bottom:E}=N.rates,Q=j=>E-(E-p)*j/Y;return[...u.map((j,L)=>{const x=k(u[L-1]?.time??Number.NaN),g=Number.isFinite(x)?x:w,R=(E-p)*j.weight/100,T=`<rect class="weight" x="${$(g)}" y="${$(E-R)}" width="${$(k(j.time)-g)}" height="${$(R)}"/>`;return u[L-1]?.weight!==j.weight?`${T}
${b(g+2,E-R-3,"small",`${j.weight} %`)}`:T}),V(p,E),...v.map(({side:j,rates:L})=>_(j,L.flatMap(([x,g])=>g===void 0?[]:[[k(x),Q(g)]]))),b(w-6,p+8,"small",`${(Y*100).toPrecision(2)} %`,"end"),b(w-6,E,"small","0 %","end"),b(w,p-6,"small","Errors per request (grey: weight of the canary)"),b(f-80,p-6,"canary","canary","end"),b(f,p-6,"baseline","baseline","end")].join(`
`)}function c(u,k,{alpha:v,beta:Y}){const p={worse:Math.log10(1/v),better:Math.log10(1/Y)},{top:E,bottom:Q}=N.evidence,X=1.25*Math.max(p.worse,p.better),j=-2,L=g=>Q-(Q-E)*(Math.min(X,Math.max(j,g))-j)/(X-j),x=(g,R)=>[_(g,[[w,L(0)],...u.map(T=>[k(T.time),L(R(T)/Math.LN10)])]),`<path class="limit ${g}" d="M${w} ${$(L(p[g]))}H${f}"/>`];return[V(E,Q),...x("worse",g=>g.logE),...x("better",g=>g.logEPass),...[...new Set([1/v,1/Y,1])].map(g=>b(w-6,L(Math.log10(g))+4,"small",String(Number(g.toPrecision(3))),"end")),b(w,E-6,"small","Evidence, log scale (dashed: what it takes)"),b(f-110,E-6,"worse","canary is worse","end"),b(f,E-6,"better","canary is fine","end")].join(`
`)}function W(u,k){return k>0?u/k:void 0}function V(u,k){return`<path class="axis" d="M${w} ${u}V${k}H${f}"/>`}function _(u,k){const v=`<polyline class="${u}" points="${k.map(([p,E])=>`${$(p)},${$(E)}`).join(" ")}"/>`,Y=k.length>I?[]:k.map(([p,E])=>y(u,p,E));return[v,...Y].join(`
`)}function y(u,k,v){return`<circle class="${u}" cx="${$(k)}" cy="${$(v)}" r="2"/>`}function b(u,k,v,Y,p="start"){return`<text class="${v}" x="${u}" y="${k}" text-anchor="${p}">${(0,o.ZD)(Y)}</text>`}function $(u){return u.toFixed(1)}}),78094:((Z,S,l)=>{l.d(S,{E:()=>A,v:()=>C});var o=l(65511),m=l(79583);const w=o.FsL(o.aig(),o.ndf(),o.Wwf(0)),f=o.FsL(o.aig(),o.ndf(),o.Wwf(1)),I=o.rej({diagram:o.YjP(),line:f,label:o.YjP(),type:o.YjP()}),N=o.rej({file:o.YjP(),name:o.FsL(o.YjP(),o.h_("Behind @startuml; empty where it has none.")),digest:(0,m.o)("Of the source."),problems:o.YOg(o.rej({rule:o.YjP(),level:o.KIO(["error","warning"]),line:f,column:f,message:o.YjP(),fix:o.YjP()})),drawings:o.FsL(o.YOg(o.rej({file:o.YjP(),state:o.KIO(["same","stale","missing","written"])})),o.h_("What was made of the source, compared with what stands beside it.")),examples:o.FsL(o.YOg(o.YOg(I)),o.h_("Traces that the contract allows: for each message a shortest one through it."))}),P=o.rej({diagram:o.YjP(),case:o.YjP(),expect:o.KIO(["complete","prefix"]),verdict:o.FsL(o.KIO(["conforms","refused","incomplete","deviates","undecided","not-checked"]),o.h_("not-checked: the diagram has errors, so that nobody knows what it says.")),holds:o.FsL(o.KIO(["yes","no","unknown"]),o.h_("Whether the verdict is what was expected.")),entries:w,ignored:o.FsL(w,o.h_("Entries of types that the diagram leaves out.")),stopped:o.FsL(o.mee(o.rej({index:w,id:o.YjP(),why:o.YjP()})),o.h_("At which entry it deviates or is undecided, counted from 0.")),expected:o.FsL(o.YOg(I),o.h_("Exactly what could have come next.")),path:o.YOg(o.rej({id:o.YjP(),messages:o.YOg(I)})),attempts:o.FsL(o.YOg(o.rej({id:o.YjP(),type:o.YjP(),expected:o.zMY()})),o.h_("What was tried and refused.")),messages:o.FsL(o.YOg(o.rej({line:f,from:o.YjP(),to:o.YjP(),label:o.YjP(),state:o.KIO(["taken","not-taken","unobserved"]),events:o.YOg(o.YjP())})),o.h_("Every message of the diagram itself, in its order, with the entries that it was.")),unobserved:o.FsL(o.YOg(o.rej({diagram:o.YjP(),line:f})),o.h_("Messages that nothing in the ledger tells of."))}),C=o.rej({schema:o.euz("interlock/diagram-check/v1"),result:o.KIO(["pass","fail","undecided"]),errors:w,warnings:w,strict:o.FsL(o.zMY(),o.h_("Whether warnings count as errors.")),diagrams:o.YOg(N),conformance:o.FsL(o.mee(P),o.h_("null where no events were given."))});function A({conformance:F,diagrams:B,strict:G}){const c=b=>B.flatMap(({problems:$})=>$).filter($=>$.level===b).length,[W,V]=[c("error"),c("warning")],_=B.some(({drawings:b})=>b.some(({state:$})=>$==="stale"||$==="missing"));return{schema:"interlock/diagram-check/v1",result:W>0||G&&V>0||_||F?.holds==="no"?"fail":F?.holds==="unknown"?"undecided":"pass",errors:W,warnings:V,strict:G,diagrams:B,conformance:F}}}),77247:((Z,S,l)=>{l.d(S,{b:()=>w,j:()=>o});const o=["Agent","Developer","Repo","CI","Scanner","Policy","ArtifactStore","Gate","Deploy target","Monitor","Rollback"],m=(f,I)=>({from:f,to:I}),w={"branch-pushed":m("Agent","Repo"),"request-opened":m("Agent","Repo"),"pipeline-triggered":m("Repo","CI"),"branch-protected":m("CI","Repo"),"manifest-drafted":m("Agent","Agent"),"manifest-signed":m("Agent","Repo"),"manifest-checked":m("CI","CI"),"commits-verified":m("CI","CI"),"change-read":m("CI","CI"),"sbom-generated":m("CI","Scanner"),"reports-collected":m("Scanner","CI"),"artifact-signed":m("CI","ArtifactStore"),"artifact-stored":m("CI","ArtifactStore"),"artifact-verified":m("CI","ArtifactStore"),"evidence-signed":m("CI","Policy"),"policy-evaluated":m("Policy","CI"),"capabilities-recorded":m("Gate","Gate"),"status-set":m("CI","Repo"),"approval-requested":m("Gate","Repo"),"approval-given":m("Developer","Repo"),"approval-verified":m("Repo","Gate"),"change-merged":m("Repo","CI"),"artifact-deployed":m("Deploy target","CI"),"canary-decided":m("Monitor","CI"),"flag-set":m("CI","Deploy target"),"rolled-back":m("Rollback","Repo"),"ledger-verified":m("CI","CI"),"evidence-audited":m("CI","CI"),"diagrams-checked":m("CI","CI"),"report-published":m("CI","Repo")}}),50003:((Z,S,l)=>{l.d(S,{R:()=>I,Y:()=>P});var o=l(65511),m=l(88835);const w=o.KIO(["claimed","observed"]),f=o.FsL(o.aig(),o.ndf(),o.Wwf(0)),I=o.rej({schema:o.euz("interlock/ledger-check/v1"),result:o.KIO(["verified","failed"]),origin:o.FsL(o.mee(o.YjP()),o.h_("Name of the ledger; null where no checkpoint holds.")),size:f,root:o.FsL(o.mee(o.YjP()),o.h_("Root of the tree, base64.")),remembered:o.FsL(o.zMY(),o.h_("Whether it was compared with a checkpoint seen earlier; without one, a rollback does not show.")),findings:o.YOg(o.rej({kind:o.YjP(),message:o.YjP(),file:o.lqM(o.YjP()),index:o.lqM(f)})),cases:o.YOg(o.rej({case:o.YjP(),claimed:o.FsL(f,o.h_("Entries that jobs told of.")),observed:o.FsL(f,o.h_("Entries that the recorder saw for itself.")),redacted:o.FsL(f,o.h_("Entries whose payload was deleted.")),sources:o.YOg(o.rej({actor:o.YjP(),asserted_by:w,entries:f})),entries:o.YOg(o.rej({index:f,id:o.YjP(),type:o.KIO(m.mu),asserted_by:w,outcome:o.KIO(m.Ak),time:o.YjP(),proof:o.yqP(o.FsL(o.YjP(),o.h_("That it stands in the ledger, without the ledger (C2SP tlog-proof).")))}))}))}),N=C=>C===void 0?{}:{proof:C};function P({checkpoint:C,findings:A},F,{comparison:B,proofs:G}){const c=[...A,...F.flatMap(W=>W.findings)];return{schema:"interlock/ledger-check/v1",result:c.length===0?"verified":"failed",origin:C?.origin??null,size:C?.size??0,root:C===void 0?null:Buffer.from(C.root).toString("base64"),remembered:B==="remembered",findings:c,cases:F.map(({case:W,claimed:V,entries:_,observed:y,redacted:b,sources:$})=>({case:W,claimed:V,observed:y,redacted:b,sources:[...$],entries:_.map(({entry:u,index:k})=>({index:k,id:u.id,type:u.type,asserted_by:u.asserted_by,outcome:u.outcome,time:u.time,...N(G.get(k))}))}))}}}),10972:((Z,S,l)=>{l.d(S,{G:()=>f,W:()=>w});var o=l(86186),m=l(55955);async function w(I,N,P){for(const[C,A]of Object.entries(I)){if(A===void 0)continue;const F=await P([{input:C,path:A}],N);if(!F.ok&&F.error.kind==="usage")return(0,o.fJ)("usage",`${C} names a file of the folder that is audited.`,{file:A,hint:"Take the keys that you trust from somewhere else: whoever wrote the folder could have put them there."})}return(0,m.ok)(void 0)}const f=({approvers:I,publicKey:N,signers:P})=>({"public-key":N,signers:P,approvers:I})}),79710:((Z,S,l)=>{l.d(S,{A:()=>o});const o={"public-key":{type:"path",description:"File with the ECDSA P-256 public key (PEM) to trust. Give this, signers or base."},signers:{type:"path",description:"File in the format of .interlock/signers that lists who may sign. Never one of the folder."},base:{type:"string",description:"Protected revision whose .interlock/signers and .interlock/approvers list who may sign and approve.",example:"origin/main"},repository:{type:"path",default:".",description:"The git repository in which base is looked up."},approvers:{type:"path",description:"File in the format of .interlock/approvers. Default: that of base, where base is given."}}})};export{un as id,pn as ids,fn as modules};
