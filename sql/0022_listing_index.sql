-- What occupies a resource is read for every list of starts, and each reading
-- names its studio: with the studio in the listing's index, and without the state
-- that its condition says already, no row of the table itself is looked at.

set local search_path = hora, public;

create index claim_listing_new on claim (resource_id, starts)
	include (ends, lead_sec, length_sec, hold_until, occasion_id, studio_id)
	where state in ('held', 'pending_payment', 'pending_approval', 'confirmed', 'checked_in',
	                'in_service', 'completed', 'overbook');
drop index claim_listing;
alter index claim_listing_new rename to claim_listing;
