/** What the customer's actor reaches outside itself: channels by the one egress, the desk, the seats, the company's hook. */
export {};
