"""The desk's enquiries: the inbox by due date, the case page, and a form for every act."""
