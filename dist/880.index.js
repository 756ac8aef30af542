const j=880,A=[880],L={59682:((x,m,t)=>{t.d(m,{Fl:()=>p,gp:()=>O,vE:()=>P});var a=t(73136),l=t(86186),E=t(55955),n=t(91575),s=t(4741),$=t(84447),w=t(53931);async function O(u,f){const{name:M,email:D}=f;if([M,D].some(g=>g.trim()===""||/[<>\p{Cc}]/u.test(g)))return(0,l.fJ)("usage","Who acts on the local forge needs a name and an address without <, > and line breaks.");const i=await(0,n.W)(u);if(!i.ok)return i;const y=await(0,s.EO)(i.value,["config","--type=bool","--get","core.bare"]);return!y.ok||y.value.toString().trim()!=="true"?(0,l.fJ)("bad-repository","The repository of a local forge must be bare: nobody may work in it.",{file:u,hint:"Make one with `git clone --bare`, let everybody push to it, and name it as repository."}):(0,E.ok)({gitDirectory:i.value,readObject:(0,$.V)(i.value),user:f})}function p({gitDirectory:u},f){return`${(0,a.pathToFileURL)(u).href}#request-${f}`}function P(){return new Date(w.m.now()).toISOString()}}),85499:((x,m,t)=>{t.r(m),t.d(m,{compose:()=>U});var a=t(51455),l=t(76760),E=t(77598),n=t(86186),s=t(55955),$=t(84341),w=t(4741),O=t(59682);const p="# interlock protect-branch v1";function P(e){const r=e.map(o=>`refs/heads/${u(o)}`).join("|");return`#!/bin/sh
${p}
# Written by Interlock, which replaces it. Branches: ${e.length}.
status=0
refuse() {
  printf 'interlock: %s\\n' "$1" >&2
  status=1
}
while read -r old new ref; do
  case "$old" in *[!0]*) created=no ;; *) created=yes ;; esac
  case "$new" in *[!0]*) ;; *) created=no ;; esac
  if git symbolic-ref -q "$ref" >/dev/null 2>&1; then
    refuse "$ref is another name for a branch. Push to the branch itself."
    continue
  fi
  case "$ref" in
    ${r})
      refuse "$ref is protected: it moves only by a merge. Push your commits to another branch and open a request; merge-change merges it."
      ;;
    refs/heads/*) ;;
    refs/tags/*)
      [ "$created" = yes ] || refuse "$ref is there and stays as it is. Make a tag of another name."
      ;;
    refs/interlock/*)
      refuse "$ref belongs to Interlock. Nothing can be pushed there; use the operations of Interlock."
      ;;
    *)
      refuse "$ref is neither a branch nor a tag. Push to refs/heads/ or refs/tags/."
      ;;
  esac
done
exit "$status"
`}function u(e){return(e.match(/[a-z]|[^a-z]+/giu)??[]).map(o=>/^[a-z]$/iu.test(o)?`[${o.toLowerCase()}${o.toUpperCase()}]`:f(o)).join("")}function f(e){return`'${e.replaceAll("'","'\\''")}'`}const M=[["core.hooksPath","hooks"],["core.logAllRefUpdates","always"],["receive.denyDeleteCurrent","refuse"],["receive.fsckObjects","true"]],D=async(e,r)=>{if(r.length===0)return(0,n.fJ)("usage","No branch to protect was named.");const o=await(0,O.gp)(e,{name:"interlock",email:"interlock@localhost"});if(!o.ok)return o;const{gitDirectory:c}=o.value;for(const d of r){if(d.startsWith("refs/"))return(0,n.fJ)("usage",`A branch is named without refs/heads/: ${JSON.stringify(d)} would be another one.`,{hint:"Write it as `git branch` shows it."});const k=await(0,$.EW)(c,d);if(!k.ok)return k}const h=(0,l.join)(c,"hooks","pre-receive"),v=await i(h);if(!v.ok)return v;for(const[d,k]of M){const T=await(0,w.EO)(c,["config","--replace-all",d,k]);if(!T.ok)return T}const b=await g(h,P(r));return b.ok?(0,s.ok)({hook:h}):b};async function i(e){try{if((await(0,a.readFile)(e,"utf8")).split(`
`)[1]===p)return(0,s.ok)(void 0)}catch(r){return y(r)?(0,s.ok)(void 0):(0,n.fJ)("unreadable-file","The hook that is there cannot be read.",{file:e,cause:r})}return(0,n.fJ)("conflict","The repository has a pre-receive hook that Interlock has not written.",{file:e,hint:"Move it away, or call it from the hook `update`, which runs after pre-receive."})}function y(e){return typeof e=="object"&&e!==null&&"code"in e&&e.code==="ENOENT"}async function g(e,r){const o=`${e}.${(0,E.randomUUID)()}`;try{return await(0,a.mkdir)((0,l.join)(e,".."),{recursive:!0}),await(0,a.writeFile)(o,r,{flag:"wx"}),await(0,a.chmod)(o,493),await(0,a.rename)(o,e),(0,s.ok)(void 0)}catch(c){return(0,n.fJ)("unwritable-file","The hook could not be written.",{file:e,hint:"Run it as the account that the repository belongs to.",cause:c})}}var I=t(25820);const W=(0,I.h)({name:"protect-branch",stage:"command",event:"branch-protected",summary:"Makes a bare repository on this machine refuse pushes to branches that may move only by merge-change.",inputs:{repository:{type:"path",required:!0,description:"The bare repository. Run it there as the account that the repository belongs to.",example:"/srv/git/service.git"},branches:{type:"lines",default:["main"],description:"Names of the branches, one a line. They replace those of an earlier run."}},outputs:{"hook-path":{description:"The pre-receive hook that was written."}},permissions:{github:{},gitlab:"None: it writes to a repository on this machine."}});var B=t(36294);const C=async(e,r)=>{const{branches:o,repository:c}=e;if(o.length===0)return(0,n.fJ)("usage","Input branches: names no branch.",{hint:"Name each branch that moves only by a merge."});const h=await r.protectBranches(c,o);if(!h.ok)return h;const v=o.map(b=>(0,B.TN)(b,120)).join(", ");return r.reporter.info(`Pushes to ${v} are refused; they move by a merge only. Who may write the files is not bound.`),(0,s.ok)({outputs:{hookPath:h.value.hook},exitCode:0})};var R=t(19596);const U=()=>(0,R.o)(W,C,({reporter:e})=>({protectBranches:D,reporter:e}))})};export{j as id,A as ids,L as modules};
