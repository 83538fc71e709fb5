/** What a year of cold mail looks like: the numbers behind the generated data, all in one place. */

/** Monday first; a little mail leaves on weekends. */
export const WEEKDAYS = [1, 1.15, 1.1, 1.05, 0.8, 0.08, 0.05] as const
/** Share of the day's mail per hour, from 7 h on. */
export const HOURS = [2, 8, 14, 15, 11, 6, 9, 13, 10, 7, 4, 1] as const
export const FIRST_HOUR = 7
/** How the volume moves through the year: August and the turn of the year are quiet. Index 1 = January. */
export const MONTHS = [0, 0.85, 1, 1.05, 1, 1, 0.95, 0.8, 0.65, 1.1, 1.15, 1.1, 0.6] as const

/** Days between the mails of a sequence. */
export const STEP_DELAYS = [0, 3, 7] as const
/** Per step: who answers, who wants no more, who opens for the first time. */
export const REPLIES = [0.038, 0.024, 0.014] as const
export const OPT_OUTS = [0.005, 0.004, 0.003] as const
export const OPENS = [0.46, 0.37, 0.31] as const
export const HARD_BOUNCE = 0.021
export const SOFT_BOUNCE = 0.008
export const COMPLAINT = 0.0006
export const FAILURE = 0.003
export const DELIVERY_REPORTED = 0.97
export const OPEN_AGAIN = 0.38
export const OPEN_MACHINE = 0.27
/** Of those who opened. */
export const CLICK = 0.11
export const CLICK_MACHINE = 0.035
export const OUT_OF_OFFICE = 0.016
export const REPLY_CLASSES = {
  positive: 24,
  question: 18,
  not_now: 22,
  not_interested: 26,
  unsubscribe: 4,
  wrong_person: 6,
} as const

/** Events that one enrolment leads to in the end, measured on the generated data. */
export const EVENTS_PER_ENROLLMENT = 8.26

export const FIRST_NAMES = [
  ...(['Alice', 'Amir', 'Anna', 'Ben', 'Carla', 'Chen', 'Clara', 'Daniel', 'Diego', 'Elena'] as const),
  ...(['Emma', 'Erik', 'Fatima', 'Felix', 'Grace', 'Hannah', 'Hugo', 'Ines', 'Jonas', 'Julia'] as const),
  ...(['Karim', 'Lara', 'Leo', 'Lucia', 'Marco', 'Maya', 'Nadia', 'Noah', 'Olga', 'Oscar'] as const),
  ...(['Paul', 'Priya', 'Rosa', 'Ruben', 'Sara', 'Sofia', 'Tom', 'Vera', 'Yuki', 'Zoe'] as const),
] as const
export const LAST_NAMES = [
  ...([
    'Almeida',
    'Andersson',
    'Bauer',
    'Becker',
    'Bianchi',
    'Brown',
    'Costa',
    'Dubois',
    'Eriksen',
    'Fischer',
  ] as const),
  ...(['Garcia', 'Gupta', 'Haas', 'Hughes', 'Ivanova', 'Jansen', 'Kaur', 'Keller', 'Kim', 'Kowalski'] as const),
  ...(['Larsen', 'Lopez', 'Martin', 'Meyer', 'Moreau', 'Murphy', 'Nguyen', 'Novak', 'Okafor', 'Patel'] as const),
  ...(['Petrov', 'Ricci', 'Rossi', 'Santos', 'Silva', 'Sato', 'Tanaka', 'Vogel', 'Weber', 'Young'] as const),
] as const
export const COMPANY_HEADS = [
  ...(['Alder', 'Amber', 'Arc', 'Atlas', 'Beacon', 'Birch', 'Blue', 'Bright', 'Cedar', 'Cobalt'] as const),
  ...(['Delta', 'Echo', 'Ember', 'Fern', 'Flint', 'Harbor', 'Hazel', 'Indigo', 'Juniper', 'Keystone'] as const),
  ...(['Lark', 'Lumen', 'Maple', 'Meridian', 'North', 'Nova', 'Oak', 'Orbit', 'Pine', 'Quartz'] as const),
  ...(['River', 'Sable', 'Solar', 'Stone', 'Summit', 'Tidal', 'Vantage', 'Willow', 'Wren', 'Zenith'] as const),
] as const
export const COMPANY_TAILS = [
  ...(['Analytics', 'Bank', 'Cloud', 'Data', 'Energy', 'Foods', 'Freight', 'Health'] as const),
  ...(['Labs', 'Logistics', 'Media', 'Mobility', 'Retail', 'Robotics', 'Software', 'Studio'] as const),
] as const
export const TITLES = [
  ...(['Founder', 'CEO', 'CTO', 'Head of Growth', 'Head of Sales', 'VP Marketing'] as const),
  ...(['Operations Lead', 'Product Manager', 'Sales Director', 'RevOps Manager'] as const),
] as const
