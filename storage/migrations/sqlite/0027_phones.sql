-- A person's own telephone number, for the list of those who did not answer an emergency call.
ALTER TABLE people ADD COLUMN phone TEXT; -- E.164, such as "+9647701234567"; NULL: none given
