/** @file Every key of en.ftl with the variables its sentence needs. Written by `npm run words`. */
/** What may stand in a sentence. */
export type Value = string | number;

export interface Words {
  "app.name": null;
  "app.close": null;
  "app.undo": null;
  "app.dismiss": null;
  "app.noMatch": { text: Value };
  "time.days": { days: Value; hours: Value };
  "time.hours": { hours: Value; minutes: Value };
  "time.wholeHours": { hours: Value };
  "time.minutes": { minutes: Value };
  "time.seconds": { minutes: Value; seconds: Value };
  "time.now": null;
  "time.ago": { span: Value };
  "time.in": { span: Value };
  "sla.paused": null;
  "sla.met": null;
  "sla.said.paused": null;
  "sla.said.met": null;
  "sla.said.onTrack": { at: Value; span: Value };
  "sla.said.atRisk": { at: Value; span: Value };
  "sla.said.breached": { at: Value; span: Value };
  "keys.undo": null;
}
