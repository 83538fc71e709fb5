export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "platform": {
          Tables: {
            "dead_letters": {
                  Row: {
                    "attempts": number,"created_at": string,"delivery_hash": string | null,"error": string,"id": string,"job": string,"next_retry_at": string | null,"payload": NonNullable<Json>,"source": string,"status": string,"updated_at": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"delivery_hash"?: string | null,"error": string,"id"?: string,"job": string,"next_retry_at"?: string | null,"payload": NonNullable<Json>,"source": string,"status"?: string,"updated_at"?: string,"workspace_id"?: string | null
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"delivery_hash"?: string | null,"error"?: string,"id"?: string,"job"?: string,"next_retry_at"?: string | null,"payload"?: NonNullable<Json>,"source"?: string,"status"?: string,"updated_at"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"deferred_deliveries": {
                  Row: {
                    "attempts": number,"delivery_id": string,"door": string,"engine_id": string | null,"error": string | null,"id": string,"is_legacy": boolean,"key_id": string,"next_try_at": string,"preset": string | null,"raw": string,"received_at": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"delivery_id": string,"door": string,"engine_id"?: string | null,"error"?: string | null,"id"?: string,"is_legacy"?: boolean,"key_id": string,"next_try_at"?: string,"preset"?: string | null,"raw": string,"received_at"?: string,"workspace_id"?: string | null
                  }
                  Update: {
                    "attempts"?: number,"delivery_id"?: string,"door"?: string,"engine_id"?: string | null,"error"?: string | null,"id"?: string,"is_legacy"?: boolean,"key_id"?: string,"next_try_at"?: string,"preset"?: string | null,"raw"?: string,"received_at"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p00": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p01": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p02": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p03": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p04": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p05": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p06": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p07": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p08": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p09": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p10": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p11": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p12": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p13": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p14": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p15": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p16": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p17": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p18": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p19": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p20": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p21": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p22": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p23": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p24": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p25": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p26": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p27": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p28": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p29": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p30": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_events_p31": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"engine_workflows": {
                  Row: {
                    "active": boolean | null,"campaign_id": string | null,"created_at": string,"desired_active": boolean,"engine_id": string,"execution_cursor": number,"failed_executions": number,"hinted_at": string | null,"id": string,"last_execution_at": string | null,"last_execution_status": string | null,"missing_since": string | null,"n8n_workflow_id": string,"name": string,"observed_at": string | null,"successful_executions": number,"total_executions": number,"trigger_count": number | null,"updated_at": string,"webhook_paths": NonNullable<Json>,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "active"?: boolean | null,"campaign_id"?: string | null,"created_at"?: string,"desired_active"?: boolean,"engine_id": string,"execution_cursor"?: number,"failed_executions"?: number,"hinted_at"?: string | null,"id"?: string,"last_execution_at"?: string | null,"last_execution_status"?: string | null,"missing_since"?: string | null,"n8n_workflow_id": string,"name"?: string,"observed_at"?: string | null,"successful_executions"?: number,"total_executions"?: number,"trigger_count"?: number | null,"updated_at"?: string,"webhook_paths"?: NonNullable<Json>,"workspace_id": string
                  }
                  Update: {
                    "active"?: boolean | null,"campaign_id"?: string | null,"created_at"?: string,"desired_active"?: boolean,"engine_id"?: string,"execution_cursor"?: number,"failed_executions"?: number,"hinted_at"?: string | null,"id"?: string,"last_execution_at"?: string | null,"last_execution_status"?: string | null,"missing_since"?: string | null,"n8n_workflow_id"?: string,"name"?: string,"observed_at"?: string | null,"successful_executions"?: number,"total_executions"?: number,"trigger_count"?: number | null,"updated_at"?: string,"webhook_paths"?: NonNullable<Json>,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "engine_workflows_engine_id_fkey"
      columns: ["engine_id"]
isOneToOne: false
      referencedRelation: "engines"
      referencedColumns: ["id"]
    }
                  ]
                },"engines": {
                  Row: {
                    "base_url": string,"ciphertext": string,"created_at": string,"engine_version": string | null,"execution_cursor": number,"id": string,"key_version": number,"kind": string,"last_full_sync_at": string | null,"last_seen_at": string | null,"max_concurrency": number,"name": string,"nonce": string,"rate_per_min": number,"status": string,"status_reason": string | null,"status_since": string,"sync_lease_until": string | null,"tag": string,"updated_at": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "base_url": string,"ciphertext": string,"created_at"?: string,"engine_version"?: string | null,"execution_cursor"?: number,"id"?: string,"key_version": number,"kind": string,"last_full_sync_at"?: string | null,"last_seen_at"?: string | null,"max_concurrency"?: number,"name"?: string,"nonce": string,"rate_per_min"?: number,"status"?: string,"status_reason"?: string | null,"status_since"?: string,"sync_lease_until"?: string | null,"tag": string,"updated_at"?: string,"workspace_id"?: string | null
                  }
                  Update: {
                    "base_url"?: string,"ciphertext"?: string,"created_at"?: string,"engine_version"?: string | null,"execution_cursor"?: number,"id"?: string,"key_version"?: number,"kind"?: string,"last_full_sync_at"?: string | null,"last_seen_at"?: string | null,"max_concurrency"?: number,"name"?: string,"nonce"?: string,"rate_per_min"?: number,"status"?: string,"status_reason"?: string | null,"status_since"?: string,"sync_lease_until"?: string | null,"tag"?: string,"updated_at"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"health_checks": {
                  Row: {
                    "checked_at": string,"details": NonNullable<Json>,"id": string,"scope": string,"status": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "checked_at"?: string,"details"?: NonNullable<Json>,"id"?: string,"scope": string,"status": string,"workspace_id"?: string | null
                  }
                  Update: {
                    "checked_at"?: string,"details"?: NonNullable<Json>,"id"?: string,"scope"?: string,"status"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"idempotency_keys": {
                  Row: {
                    "actor": string,"body_hash": string,"created_at": string,"expires_at": string,"key": string,"locked_until": string,"response": Json | null,"response_status": number | null,"route": string,"status": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor": string,"body_hash": string,"created_at"?: string,"expires_at"?: string,"key": string,"locked_until": string,"response"?: Json | null,"response_status"?: number | null,"route": string,"status"?: string,"workspace_id": string
                  }
                  Update: {
                    "actor"?: string,"body_hash"?: string,"created_at"?: string,"expires_at"?: string,"key"?: string,"locked_until"?: string,"response"?: Json | null,"response_status"?: number | null,"route"?: string,"status"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"inbound_requests": {
                  Row: {
                    "received_at": string,"request_id": string,"response_status": number | null,"source": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "received_at"?: string,"request_id": string,"response_status"?: number | null,"source": string,"workspace_id"?: string | null
                  }
                  Update: {
                    "received_at"?: string,"request_id"?: string,"response_status"?: number | null,"source"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"local_sessions": {
                  Row: {
                    "created_at": string,"expires_at": string,"ip": unknown,"rotated_at": string | null,"token_hash": string,"user_agent": string | null,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"expires_at": string,"ip"?: unknown,"rotated_at"?: string | null,"token_hash": string,"user_agent"?: string | null,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"expires_at"?: string,"ip"?: unknown,"rotated_at"?: string | null,"token_hash"?: string,"user_agent"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "local_sessions_user_id_fkey"
      columns: ["user_id"]
isOneToOne: false
      referencedRelation: "local_users"
      referencedColumns: ["user_id"]
    }
                  ]
                },"local_users": {
                  Row: {
                    "created_at": string,"email": string,"name": string | null,"password_hash": string,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"email": string,"name"?: string | null,"password_hash": string,"updated_at"?: string,"user_id"?: string
                  }
                  Update: {
                    "created_at"?: string,"email"?: string,"name"?: string | null,"password_hash"?: string,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"outbox": {
                  Row: {
                    "attempts": number,"created_at": string,"dedupe_key": string | null,"done_at": string | null,"id": string,"job": string,"payload": NonNullable<Json>,"relayed_at": string | null,"run_after": string,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"dedupe_key"?: string | null,"done_at"?: string | null,"id"?: string,"job": string,"payload": NonNullable<Json>,"relayed_at"?: string | null,"run_after"?: string,"workspace_id"?: string | null
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"dedupe_key"?: string | null,"done_at"?: string | null,"id"?: string,"job"?: string,"payload"?: NonNullable<Json>,"relayed_at"?: string | null,"run_after"?: string,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"sync_failures": {
                  Row: {
                    "campaign_id": string | null,"created_at": string,"engine_id": string | null,"error_message": string,"id": string,"next_retry_at": string | null,"payload": NonNullable<Json>,"resolved_at": string | null,"retry_count": number,"source": string,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "campaign_id"?: string | null,"created_at"?: string,"engine_id"?: string | null,"error_message": string,"id"?: string,"next_retry_at"?: string | null,"payload"?: NonNullable<Json>,"resolved_at"?: string | null,"retry_count"?: number,"source": string,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "campaign_id"?: string | null,"created_at"?: string,"engine_id"?: string | null,"error_message"?: string,"id"?: string,"next_retry_at"?: string | null,"payload"?: NonNullable<Json>,"resolved_at"?: string | null,"retry_count"?: number,"source"?: string,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"sync_logs": {
                  Row: {
                    "checked": number,"created_at": string,"details": NonNullable<Json>,"duration_ms": number | null,"engine_id": string | null,"error": string | null,"errored": number,"finished_at": string | null,"id": string,"status": string,"sync_type": string,"updated": number,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "checked"?: number,"created_at"?: string,"details"?: NonNullable<Json>,"duration_ms"?: number | null,"engine_id"?: string | null,"error"?: string | null,"errored"?: number,"finished_at"?: string | null,"id"?: string,"status": string,"sync_type": string,"updated"?: number,"workspace_id"?: string | null
                  }
                  Update: {
                    "checked"?: number,"created_at"?: string,"details"?: NonNullable<Json>,"duration_ms"?: number | null,"engine_id"?: string | null,"error"?: string | null,"errored"?: number,"finished_at"?: string | null,"id"?: string,"status"?: string,"sync_type"?: string,"updated"?: number,"workspace_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"webhook_secrets": {
                  Row: {
                    "active_from": string,"active_until": string | null,"ciphertext": string,"created_at": string,"engine_id": string | null,"id": string,"key_version": number,"legacy_until": string | null,"nonce": string,"tag": string,"token_hash": string | null,"version": number,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "active_from"?: string,"active_until"?: string | null,"ciphertext": string,"created_at"?: string,"engine_id"?: string | null,"id"?: string,"key_version": number,"legacy_until"?: string | null,"nonce": string,"tag": string,"token_hash"?: string | null,"version"?: number,"workspace_id"?: string | null
                  }
                  Update: {
                    "active_from"?: string,"active_until"?: string | null,"ciphertext"?: string,"created_at"?: string,"engine_id"?: string | null,"id"?: string,"key_version"?: number,"legacy_until"?: string | null,"nonce"?: string,"tag"?: string,"token_hash"?: string | null,"version"?: number,"workspace_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "webhook_secrets_engine_id_fkey"
      columns: ["engine_id"]
isOneToOne: false
      referencedRelation: "engines"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            [_ in never]: never
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        },"public": {
          Tables: {
            "audit_log": {
                  Row: {
                    "action": string,"actor_id": string,"actor_type": string,"after": Json | null,"before": Json | null,"created_at": string,"details": NonNullable<Json>,"expires_at": string,"id": string,"ip": unknown,"on_behalf_of": string | null,"reason": string | null,"request_id": string | null,"resource_id": string | null,"resource_type": string,"retention": string,"user_agent": string | null,"workspace_id": string | null
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor_id": string,"actor_type": string,"after"?: Json | null,"before"?: Json | null,"created_at"?: string,"details"?: NonNullable<Json>,"expires_at"?: string,"id"?: string,"ip"?: unknown,"on_behalf_of"?: string | null,"reason"?: string | null,"request_id"?: string | null,"resource_id"?: string | null,"resource_type": string,"retention"?: string,"user_agent"?: string | null,"workspace_id"?: string | null
                  }
                  Update: {
                    "action"?: string,"actor_id"?: string,"actor_type"?: string,"after"?: Json | null,"before"?: Json | null,"created_at"?: string,"details"?: NonNullable<Json>,"expires_at"?: string,"id"?: string,"ip"?: unknown,"on_behalf_of"?: string | null,"reason"?: string | null,"request_id"?: string | null,"resource_id"?: string | null,"resource_type"?: string,"retention"?: string,"user_agent"?: string | null,"workspace_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "audit_log_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"campaign_activity": {
                  Row: {
                    "campaign_id": string,"last_event_at": string | null,"last_send_at": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "campaign_id": string,"last_event_at"?: string | null,"last_send_at"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "campaign_id"?: string,"last_event_at"?: string | null,"last_send_at"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"campaign_executions": {
                  Row: {
                    "approval_id": string | null,"attempts": number,"campaign_id": string,"contacts_done": number,"contacts_total": number,"created_at": string,"duration_ms": number | null,"engine_workflow_id": string,"error": string | null,"error_code": string | null,"finished_at": string | null,"id": string,"idempotency_key": string,"input": NonNullable<Json>,"kind": string,"n8n_execution_id": string | null,"output": NonNullable<Json>,"started_at": string | null,"status": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "approval_id"?: string | null,"attempts"?: number,"campaign_id": string,"contacts_done"?: number,"contacts_total"?: number,"created_at"?: string,"duration_ms"?: number | null,"engine_workflow_id": string,"error"?: string | null,"error_code"?: string | null,"finished_at"?: string | null,"id"?: string,"idempotency_key": string,"input"?: NonNullable<Json>,"kind": string,"n8n_execution_id"?: string | null,"output"?: NonNullable<Json>,"started_at"?: string | null,"status"?: string,"workspace_id": string
                  }
                  Update: {
                    "approval_id"?: string | null,"attempts"?: number,"campaign_id"?: string,"contacts_done"?: number,"contacts_total"?: number,"created_at"?: string,"duration_ms"?: number | null,"engine_workflow_id"?: string,"error"?: string | null,"error_code"?: string | null,"finished_at"?: string | null,"id"?: string,"idempotency_key"?: string,"input"?: NonNullable<Json>,"kind"?: string,"n8n_execution_id"?: string | null,"output"?: NonNullable<Json>,"started_at"?: string | null,"status"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"campaign_intents": {
                  Row: {
                    "action": string,"actor_id": string,"actor_type": string,"attempts": number,"batch_id": string | null,"campaign_id": string,"cause": string,"created_at": string,"desired_active": boolean,"engine_result": Json | null,"error_code": string | null,"error_message": string | null,"finished_at": string | null,"from_status": string,"id": string,"idempotency_key": string | null,"intent_version": number,"n8n_latency_ms": number | null,"reason": string | null,"status": string,"to_status": string,"total_latency_ms": number | null,"undo_until": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "action": string,"actor_id": string,"actor_type": string,"attempts"?: number,"batch_id"?: string | null,"campaign_id": string,"cause": string,"created_at"?: string,"desired_active": boolean,"engine_result"?: Json | null,"error_code"?: string | null,"error_message"?: string | null,"finished_at"?: string | null,"from_status": string,"id"?: string,"idempotency_key"?: string | null,"intent_version": number,"n8n_latency_ms"?: number | null,"reason"?: string | null,"status"?: string,"to_status": string,"total_latency_ms"?: number | null,"undo_until"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "action"?: string,"actor_id"?: string,"actor_type"?: string,"attempts"?: number,"batch_id"?: string | null,"campaign_id"?: string,"cause"?: string,"created_at"?: string,"desired_active"?: boolean,"engine_result"?: Json | null,"error_code"?: string | null,"error_message"?: string | null,"finished_at"?: string | null,"from_status"?: string,"id"?: string,"idempotency_key"?: string | null,"intent_version"?: number,"n8n_latency_ms"?: number | null,"reason"?: string | null,"status"?: string,"to_status"?: string,"total_latency_ms"?: number | null,"undo_until"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "campaign_intents_workspace_id_campaign_id_fkey"
      columns: ["workspace_id","campaign_id"]
isOneToOne: false
      referencedRelation: "campaigns"
      referencedColumns: ["workspace_id","id"]
    },{
      foreignKeyName: "campaign_intents_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"campaigns": {
                  Row: {
                    "archived_at": string | null,"completed_at": string | null,"created_at": string,"created_by": string,"daily_limit": number,"deleted_at": string | null,"description": string | null,"desired_active": boolean,"desired_at": string | null,"desired_by": string | null,"engine_id": string | null,"first_activated_at": string | null,"healed_version": number | null,"healing_until": string | null,"id": string,"intent_version": number,"is_production": boolean,"last_error": string | null,"last_send_at": string | null,"last_status_change_at": string | null,"n8n_status": string,"n8n_workflow_id": string | null,"n8n_workflow_name": string | null,"name": string,"observed_at": string | null,"paused_reason": string | null,"paused_since": string | null,"proof": Json | null,"proved_at": string | null,"proven_active": boolean | null,"status": string,"sync_error": string | null,"sync_source": string | null,"timezone": string,"tracking": string,"updated_at": string,"version": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "archived_at"?: string | null,"completed_at"?: string | null,"created_at"?: string,"created_by": string,"daily_limit"?: number,"deleted_at"?: string | null,"description"?: string | null,"desired_active"?: boolean,"desired_at"?: string | null,"desired_by"?: string | null,"engine_id"?: string | null,"first_activated_at"?: string | null,"healed_version"?: number | null,"healing_until"?: string | null,"id"?: string,"intent_version"?: number,"is_production"?: boolean,"last_error"?: string | null,"last_send_at"?: string | null,"last_status_change_at"?: string | null,"n8n_status"?: string,"n8n_workflow_id"?: string | null,"n8n_workflow_name"?: string | null,"name": string,"observed_at"?: string | null,"paused_reason"?: string | null,"paused_since"?: string | null,"proof"?: Json | null,"proved_at"?: string | null,"proven_active"?: boolean | null,"status"?: string,"sync_error"?: string | null,"sync_source"?: string | null,"timezone"?: string,"tracking"?: string,"updated_at"?: string,"version"?: number,"workspace_id": string
                  }
                  Update: {
                    "archived_at"?: string | null,"completed_at"?: string | null,"created_at"?: string,"created_by"?: string,"daily_limit"?: number,"deleted_at"?: string | null,"description"?: string | null,"desired_active"?: boolean,"desired_at"?: string | null,"desired_by"?: string | null,"engine_id"?: string | null,"first_activated_at"?: string | null,"healed_version"?: number | null,"healing_until"?: string | null,"id"?: string,"intent_version"?: number,"is_production"?: boolean,"last_error"?: string | null,"last_send_at"?: string | null,"last_status_change_at"?: string | null,"n8n_status"?: string,"n8n_workflow_id"?: string | null,"n8n_workflow_name"?: string | null,"name"?: string,"observed_at"?: string | null,"paused_reason"?: string | null,"paused_since"?: string | null,"proof"?: Json | null,"proved_at"?: string | null,"proven_active"?: boolean | null,"status"?: string,"sync_error"?: string | null,"sync_source"?: string | null,"timezone"?: string,"tracking"?: string,"updated_at"?: string,"version"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "campaigns_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"contacts": {
                  Row: {
                    "company": string | null,"company_domain": string | null,"created_at": string,"deleted_at": string | null,"email": string,"email_hash": string,"first_name": string | null,"id": string,"last_name": string | null,"research": NonNullable<Json>,"search": unknown,"source": string,"status": string,"status_at": string,"title": string | null,"updated_at": string,"version": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "company"?: string | null,"company_domain"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"email": string,"email_hash": string,"first_name"?: string | null,"id"?: string,"last_name"?: string | null,"research"?: NonNullable<Json>,"search"?: never,"source"?: string,"status"?: string,"status_at"?: string,"title"?: string | null,"updated_at"?: string,"version"?: number,"workspace_id": string
                  }
                  Update: {
                    "company"?: string | null,"company_domain"?: string | null,"created_at"?: string,"deleted_at"?: string | null,"email"?: string,"email_hash"?: string,"first_name"?: string | null,"id"?: string,"last_name"?: string | null,"research"?: NonNullable<Json>,"search"?: never,"source"?: string,"status"?: string,"status_at"?: string,"title"?: string | null,"updated_at"?: string,"version"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "contacts_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"cost_events": {
                  Row: {
                    "billing_class": string,"campaign_id": string | null,"charge_micros": number,"contact_id": string | null,"cost_micros": number,"created_at": string,"id": string,"idempotency_key": string,"is_estimate": boolean,"metadata": NonNullable<Json>,"model": string,"occurred_at": string,"price_micros": number,"provider": string,"purpose": string,"run_id": string | null,"sandbox_mode": boolean,"stat_day": string,"step_number": number | null,"tokens_in": number,"tokens_out": number,"units": number,"workflow_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "billing_class"?: string,"campaign_id"?: string | null,"charge_micros"?: never,"contact_id"?: string | null,"cost_micros": number,"created_at"?: string,"id"?: string,"idempotency_key": string,"is_estimate"?: boolean,"metadata"?: NonNullable<Json>,"model"?: string,"occurred_at": string,"price_micros"?: number,"provider": string,"purpose"?: string,"run_id"?: string | null,"sandbox_mode"?: boolean,"stat_day": string,"step_number"?: number | null,"tokens_in"?: number,"tokens_out"?: number,"units"?: number,"workflow_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "billing_class"?: string,"campaign_id"?: string | null,"charge_micros"?: never,"contact_id"?: string | null,"cost_micros"?: number,"created_at"?: string,"id"?: string,"idempotency_key"?: string,"is_estimate"?: boolean,"metadata"?: NonNullable<Json>,"model"?: string,"occurred_at"?: string,"price_micros"?: number,"provider"?: string,"purpose"?: string,"run_id"?: string | null,"sandbox_mode"?: boolean,"stat_day"?: string,"step_number"?: number | null,"tokens_in"?: number,"tokens_out"?: number,"units"?: number,"workflow_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"daily_campaign_stats": {
                  Row: {
                    "bounces_hard": number,"bounces_soft": number,"campaign_id": string,"clicks": number,"clicks_machine": number,"clicks_total": number,"complaints": number,"day": string,"delivered": number,"failures": number,"opens": number,"opens_machine": number,"opens_total": number,"opt_outs": number,"replies": number,"replies_positive": number,"sends": number,"sends_click_tracked": number,"sends_open_tracked": number,"step_number": number,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bounces_hard"?: number,"bounces_soft"?: number,"campaign_id": string,"clicks"?: number,"clicks_machine"?: number,"clicks_total"?: number,"complaints"?: number,"day": string,"delivered"?: number,"failures"?: number,"opens"?: number,"opens_machine"?: number,"opens_total"?: number,"opt_outs"?: number,"replies"?: number,"replies_positive"?: number,"sends"?: number,"sends_click_tracked"?: number,"sends_open_tracked"?: number,"step_number": number,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "bounces_hard"?: number,"bounces_soft"?: number,"campaign_id"?: string,"clicks"?: number,"clicks_machine"?: number,"clicks_total"?: number,"complaints"?: number,"day"?: string,"delivered"?: number,"failures"?: number,"opens"?: number,"opens_machine"?: number,"opens_total"?: number,"opt_outs"?: number,"replies"?: number,"replies_positive"?: number,"sends"?: number,"sends_click_tracked"?: number,"sends_open_tracked"?: number,"step_number"?: number,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"daily_costs": {
                  Row: {
                    "billing_class": string,"calls": number,"campaign_id": string,"charge_micros": number,"cost_micros": number,"day": string,"model": string,"price_micros": number,"provider": string,"purpose": string,"tokens_in": number,"tokens_out": number,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "billing_class": string,"calls"?: number,"campaign_id": string,"charge_micros"?: number,"cost_micros"?: number,"day": string,"model": string,"price_micros"?: number,"provider": string,"purpose": string,"tokens_in"?: number,"tokens_out"?: number,"workspace_id": string
                  }
                  Update: {
                    "billing_class"?: string,"calls"?: number,"campaign_id"?: string,"charge_micros"?: number,"cost_micros"?: number,"day"?: string,"model"?: string,"price_micros"?: number,"provider"?: string,"purpose"?: string,"tokens_in"?: number,"tokens_out"?: number,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"daily_stats": {
                  Row: {
                    "bounces_hard": number,"bounces_soft": number,"campaign_id": string,"clicks": number,"clicks_machine": number,"clicks_total": number,"complaints": number,"day": string,"delivered": number,"failures": number,"opens": number,"opens_machine": number,"opens_total": number,"opt_outs": number,"replies": number,"replies_positive": number,"sender_id": string,"sends": number,"sends_click_tracked": number,"sends_open_tracked": number,"step_number": number,"updated_at": string,"variant_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bounces_hard"?: number,"bounces_soft"?: number,"campaign_id": string,"clicks"?: number,"clicks_machine"?: number,"clicks_total"?: number,"complaints"?: number,"day": string,"delivered"?: number,"failures"?: number,"opens"?: number,"opens_machine"?: number,"opens_total"?: number,"opt_outs"?: number,"replies"?: number,"replies_positive"?: number,"sender_id": string,"sends"?: number,"sends_click_tracked"?: number,"sends_open_tracked"?: number,"step_number": number,"updated_at"?: string,"variant_id": string,"workspace_id": string
                  }
                  Update: {
                    "bounces_hard"?: number,"bounces_soft"?: number,"campaign_id"?: string,"clicks"?: number,"clicks_machine"?: number,"clicks_total"?: number,"complaints"?: number,"day"?: string,"delivered"?: number,"failures"?: number,"opens"?: number,"opens_machine"?: number,"opens_total"?: number,"opt_outs"?: number,"replies"?: number,"replies_positive"?: number,"sender_id"?: string,"sends"?: number,"sends_click_tracked"?: number,"sends_open_tracked"?: number,"step_number"?: number,"updated_at"?: string,"variant_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"email_drafts": {
                  Row: {
                    "approved_by": string | null,"body": string,"campaign_id": string,"contact_id": string,"cost_micros": number,"created_at": string,"facts": NonNullable<Json>,"id": string,"model": string | null,"status": string,"step_number": number,"subject": string,"updated_at": string,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "approved_by"?: string | null,"body": string,"campaign_id": string,"contact_id": string,"cost_micros"?: number,"created_at"?: string,"facts"?: NonNullable<Json>,"id"?: string,"model"?: string | null,"status"?: string,"step_number": number,"subject": string,"updated_at"?: string,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "approved_by"?: string | null,"body"?: string,"campaign_id"?: string,"contact_id"?: string,"cost_micros"?: number,"created_at"?: string,"facts"?: NonNullable<Json>,"id"?: string,"model"?: string | null,"status"?: string,"step_number"?: number,"subject"?: string,"updated_at"?: string,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "email_drafts_workspace_id_contact_id_fkey"
      columns: ["workspace_id","contact_id"]
isOneToOne: false
      referencedRelation: "contacts"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"email_events": {
                  Row: {
                    "actor_class": string,"bounce_type": string | null,"campaign_id": string | null,"class_reason": string | null,"contact_id": string | null,"dedupe_key": string,"event_type": string,"id": string,"is_first": boolean,"message_id": string | null,"metadata": NonNullable<Json>,"occurred_at": string,"provider": string | null,"received_at": string,"reply_class": string | null,"sandbox_mode": boolean,"send_id": string | null,"sender_id": string | null,"snippet": string | null,"stat_day": string,"step_number": number | null,"subject": string | null,"tracking": string | null,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key": string,"event_type": string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at": string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day": string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "actor_class"?: string,"bounce_type"?: string | null,"campaign_id"?: string | null,"class_reason"?: string | null,"contact_id"?: string | null,"dedupe_key"?: string,"event_type"?: string,"id"?: string,"is_first"?: boolean,"message_id"?: string | null,"metadata"?: NonNullable<Json>,"occurred_at"?: string,"provider"?: string | null,"received_at"?: string,"reply_class"?: string | null,"sandbox_mode"?: boolean,"send_id"?: string | null,"sender_id"?: string | null,"snippet"?: string | null,"stat_day"?: string,"step_number"?: number | null,"subject"?: string | null,"tracking"?: string | null,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"enrollments": {
                  Row: {
                    "campaign_id": string,"contact_id": string,"created_at": string,"current_step": number,"finished_at": string | null,"id": string,"last_contacted_at": string | null,"next_step_at": string | null,"sender_id": string | null,"status": string,"stop_reason": string | null,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "campaign_id": string,"contact_id": string,"created_at"?: string,"current_step"?: number,"finished_at"?: string | null,"id"?: string,"last_contacted_at"?: string | null,"next_step_at"?: string | null,"sender_id"?: string | null,"status"?: string,"stop_reason"?: string | null,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "campaign_id"?: string,"contact_id"?: string,"created_at"?: string,"current_step"?: number,"finished_at"?: string | null,"id"?: string,"last_contacted_at"?: string | null,"next_step_at"?: string | null,"sender_id"?: string | null,"status"?: string,"stop_reason"?: string | null,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"notification_reads": {
                  Row: {
                    "dismissed_at": string | null,"notification_id": string,"read_at": string | null,"user_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "dismissed_at"?: string | null,"notification_id": string,"read_at"?: string | null,"user_id": string,"workspace_id": string
                  }
                  Update: {
                    "dismissed_at"?: string | null,"notification_id"?: string,"read_at"?: string | null,"user_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "notification_reads_workspace_id_notification_id_fkey"
      columns: ["workspace_id","notification_id"]
isOneToOne: false
      referencedRelation: "notifications"
      referencedColumns: ["workspace_id","id"]
    }
                  ]
                },"notifications": {
                  Row: {
                    "body": string,"category": string,"count": number,"created_at": string,"dedupe_key": string | null,"id": string,"kind": string,"link": string | null,"severity": string,"subject_id": string | null,"subject_type": string | null,"title": string,"user_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "body"?: string,"category": string,"count"?: number,"created_at"?: string,"dedupe_key"?: string | null,"id"?: string,"kind": string,"link"?: string | null,"severity"?: string,"subject_id"?: string | null,"subject_type"?: string | null,"title": string,"user_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "body"?: string,"category"?: string,"count"?: number,"created_at"?: string,"dedupe_key"?: string | null,"id"?: string,"kind"?: string,"link"?: string | null,"severity"?: string,"subject_id"?: string | null,"subject_type"?: string | null,"title"?: string,"user_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "notifications_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"senders": {
                  Row: {
                    "created_at": string,"deleted_at": string | null,"display_name": string | null,"email": string,"id": string,"provider": string | null,"status": string,"updated_at": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"deleted_at"?: string | null,"display_name"?: string | null,"email": string,"id"?: string,"provider"?: string | null,"status"?: string,"updated_at"?: string,"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"deleted_at"?: string | null,"display_name"?: string | null,"email"?: string,"id"?: string,"provider"?: string | null,"status"?: string,"updated_at"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "senders_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"sends": {
                  Row: {
                    "bounced_at": string | null,"campaign_id": string,"contact_id": string,"created_at": string,"id": string,"is_gated": boolean,"message_id": string | null,"provider": string | null,"sandbox_mode": boolean,"sender_id": string | null,"sent_at": string | null,"status": string,"step_number": number,"variant_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "bounced_at"?: string | null,"campaign_id": string,"contact_id": string,"created_at"?: string,"id"?: string,"is_gated"?: boolean,"message_id"?: string | null,"provider"?: string | null,"sandbox_mode"?: boolean,"sender_id"?: string | null,"sent_at"?: string | null,"status"?: string,"step_number": number,"variant_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "bounced_at"?: string | null,"campaign_id"?: string,"contact_id"?: string,"created_at"?: string,"id"?: string,"is_gated"?: boolean,"message_id"?: string | null,"provider"?: string | null,"sandbox_mode"?: boolean,"sender_id"?: string | null,"sent_at"?: string | null,"status"?: string,"step_number"?: number,"variant_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"suppressions": {
                  Row: {
                    "address_hash": string | null,"created_at": string,"created_by": string | null,"domain": string | null,"evidence": NonNullable<Json>,"id": string,"reason": string,"scope": string,"source_event_id": string | null,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "address_hash"?: string | null,"created_at"?: string,"created_by"?: string | null,"domain"?: string | null,"evidence"?: NonNullable<Json>,"id"?: string,"reason": string,"scope"?: string,"source_event_id"?: string | null,"workspace_id": string
                  }
                  Update: {
                    "address_hash"?: string | null,"created_at"?: string,"created_by"?: string | null,"domain"?: string | null,"evidence"?: NonNullable<Json>,"id"?: string,"reason"?: string,"scope"?: string,"source_event_id"?: string | null,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "suppressions_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"user_settings": {
                  Row: {
                    "avatar_url": string | null,"created_at": string,"dashboard_layout": NonNullable<Json>,"deleted_at": string | null,"email": string | null,"layout_updated_at": string | null,"name": string | null,"provider_updated_at": string | null,"theme": string,"updated_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "avatar_url"?: string | null,"created_at"?: string,"dashboard_layout"?: NonNullable<Json>,"deleted_at"?: string | null,"email"?: string | null,"layout_updated_at"?: string | null,"name"?: string | null,"provider_updated_at"?: string | null,"theme"?: string,"updated_at"?: string,"user_id": string
                  }
                  Update: {
                    "avatar_url"?: string | null,"created_at"?: string,"dashboard_layout"?: NonNullable<Json>,"deleted_at"?: string | null,"email"?: string | null,"layout_updated_at"?: string | null,"name"?: string | null,"provider_updated_at"?: string | null,"theme"?: string,"updated_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"workspace_members": {
                  Row: {
                    "created_at": string,"email": string | null,"invited_by": string | null,"joined_at": string,"name": string | null,"role": string,"updated_at": string,"user_id": string,"workspace_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"email"?: string | null,"invited_by"?: string | null,"joined_at"?: string,"name"?: string | null,"role": string,"updated_at"?: string,"user_id": string,"workspace_id": string
                  }
                  Update: {
                    "created_at"?: string,"email"?: string | null,"invited_by"?: string | null,"joined_at"?: string,"name"?: string | null,"role"?: string,"updated_at"?: string,"user_id"?: string,"workspace_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "workspace_members_workspace_id_fkey"
      columns: ["workspace_id"]
isOneToOne: false
      referencedRelation: "workspaces"
      referencedColumns: ["id"]
    }
                  ]
                },"workspaces": {
                  Row: {
                    "created_at": string,"deleted_at": string | null,"frozen_at": string | null,"frozen_by": string | null,"frozen_reason": string | null,"id": string,"is_frozen": boolean,"max_campaigns": number,"name": string,"onboarding_complete": boolean,"owner_id": string,"plan": string,"settings": NonNullable<Json>,"slug": string,"status": string,"timezone": string,"updated_at": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "created_at"?: string,"deleted_at"?: string | null,"frozen_at"?: string | null,"frozen_by"?: string | null,"frozen_reason"?: string | null,"id"?: string,"is_frozen"?: never,"max_campaigns"?: number,"name": string,"onboarding_complete"?: boolean,"owner_id": string,"plan"?: string,"settings"?: NonNullable<Json>,"slug": string,"status"?: string,"timezone"?: string,"updated_at"?: string,"version"?: number
                  }
                  Update: {
                    "created_at"?: string,"deleted_at"?: string | null,"frozen_at"?: string | null,"frozen_by"?: string | null,"frozen_reason"?: string | null,"id"?: string,"is_frozen"?: never,"max_campaigns"?: number,"name"?: string,"onboarding_complete"?: boolean,"owner_id"?: string,"plan"?: string,"settings"?: NonNullable<Json>,"slug"?: string,"status"?: string,"timezone"?: string,"updated_at"?: string,"version"?: number
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            [_ in never]: never
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "platform": {
          Enums: {
            
          }
        },"public": {
          Enums: {
            
          }
        }
} as const
